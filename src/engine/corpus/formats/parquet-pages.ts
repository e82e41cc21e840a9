import type { ColumnMetaData, Compressors, DecodedArray, SchemaTree } from 'hyparquet';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import type { SourceFile } from '../source-file.ts';
import { countRuns } from './parquet-runs.ts';

/** Bytes that are fetched at once; more where a page is larger. */
const WINDOW = 1024 * 1024;

/** A larger page, packed or not, is not opened: writers aim at 1 MB. */
const MAX_PAGE = 256 * 1024 * 1024;

/** The longest page header that is believed: it may repeat the longest value of its page. */
const MAX_HEADER = 16 * 1024 * 1024;

export class DamagedParquet extends Error {}

/** A column (a leaf of the schema), and where one row group has it. */
export interface ColumnChunk {
  /** From the root to the leaf. */
  readonly path: readonly SchemaTree[];
  readonly chunk: ColumnMetaData;
  /** The most values that it may claim to have: the rows, where it holds no lists. */
  readonly values: number;
}

/**
 * The values of a column without lists or objects in one row group, page by page; one page and the column's dictionary
 * are in memory at a time.
 * @throws DamagedParquet, and whatever the decoders throw at bytes that they cannot read
 */
export async function* readPages(
  file: SourceFile,
  column: ColumnChunk,
  compressors: Compressors,
): AsyncGenerator<DecodedArray> {
  const { path, chunk } = column;
  const element = path.at(-1)?.element;
  if (element?.type === undefined) throw new DamagedParquet('a column has no type');
  const decoder = {
    pathInSchema: chunk.path_in_schema,
    element,
    schemaPath: [...path],
    parsers: DEFAULT_PARSERS,
    type: element.type,
    codec: 'UNCOMPRESSED' as const,
    compressors,
  };
  let dictionary: DecodedArray | undefined;
  for await (const { header, page, values } of soundPages(file, column, compressors)) {
    const { data } = readPage({ view: viewOf(page), offset: 0 }, header, decoder, dictionary, undefined, 0);
    if (data === undefined) throw new DamagedParquet('a page holds nothing');
    if (values === null) {
      dictionary = convert(data, decoder);
    } else if (data.length !== values) {
      throw new DamagedParquet(`a page holds ${data.length} of ${values} values`);
    } else {
      yield data;
    }
  }
}

/** Looks over every page of a column that will be read in another way. @throws DamagedParquet */
export async function checkPages(
  file: SourceFile,
  column: ColumnChunk,
  compressors: Compressors,
): Promise<void> {
  const pages = soundPages(file, column, compressors);
  while ((await pages.next()).done !== true);
}

interface SoundPage {
  /** As of a page that is not compressed. */
  readonly header: PageHeader;
  readonly page: Uint8Array;
  /** `null`: a dictionary. */
  readonly values: number | null;
}

/** Pages one by one, unpacked, after a look at all that could keep a decoder busy for ever. */
async function* soundPages(
  file: SourceFile,
  { path, chunk, values: most }: ColumnChunk,
  compressors: Compressors,
): AsyncGenerator<SoundPage> {
  const start = Number(chunk.dictionary_page_offset ?? 0n) || Number(chunk.data_page_offset);
  const end = start + Number(chunk.total_compressed_size);
  if (!(start >= 0 && end >= start && end <= file.size)) {
    throw new DamagedParquet('a column lies outside the file');
  }
  const levels = {
    repetition: bitsOf(getMaxRepetitionLevel([...path])),
    definition: bitsOf(getMaxDefinitionLevel([...path])),
  };
  const bytes = new Window(file, end);
  let read = 0;
  for (let at = start; read < most;) {
    if (at >= end) {
      // Of lists it is not known how many values there should be.
      if (levels.repetition > 0) return;
      throw new DamagedParquet(`a column ends after ${read} of ${most} rows`);
    }
    const { header, length } = await readHeader(bytes, at);
    const packed = header.compressed_page_size;
    const unpacked = header.uncompressed_page_size;
    if (!(packed >= 0 && packed <= MAX_PAGE && unpacked >= 0 && unpacked <= MAX_PAGE)) {
      throw new DamagedParquet(`a page claims ${unpacked} bytes`);
    }
    if (at + length + packed > end) throw new DamagedParquet('a page reaches beyond its column');
    const body = await bytes.at(at + length, packed);
    at += length + packed;
    const page = unpackPage(body, header, chunk.codec, compressors);
    const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: dictionary } = header;
    const claimed = v1?.num_values ?? v2?.num_values ?? dictionary?.num_values ?? -1;
    const isDictionary = header.type === 'DICTIONARY_PAGE';
    if (!(claimed >= 0 && claimed <= (isDictionary ? MAX_PAGE : most - read))) {
      throw new DamagedParquet(`a page claims ${claimed} values`);
    }
    if (!isDictionary) {
      checkRuns(page, { values: claimed, levels, lengths: v2, encoding: (v1 ?? v2)?.encoding ?? 'PLAIN' });
      read += claimed;
    }
    const plain = {
      ...header,
      compressed_page_size: page.byteLength,
      uncompressed_page_size: page.byteLength,
      ...(v2 === undefined ? {} : { data_page_header_v2: { ...v2, is_compressed: false } }),
    };
    yield { header: plain, page, values: isDictionary ? null : claimed };
  }
}

function bitsOf(level: number): number {
  return 32 - Math.clz32(level);
}

function viewOf(page: Uint8Array): DataView {
  return new DataView(page.buffer, page.byteOffset, page.byteLength);
}

type PageHeader = ReturnType<typeof parquetHeader>;
type HeaderV2 = NonNullable<PageHeader['data_page_header_v2']>;

function levelBytes(v2: HeaderV2): { readonly repetition: number; readonly definition: number } {
  return { repetition: v2.repetition_levels_byte_length, definition: v2.definition_levels_byte_length };
}

/** A header's length is known when it is read: more is fetched until one is whole. */
async function readHeader(
  bytes: Window,
  at: number,
): Promise<{ readonly header: PageHeader; readonly length: number }> {
  for (let size = 4096; ; size *= 16) {
    const part = await bytes.at(at, size);
    const reader = { view: new DataView(part.buffer, part.byteOffset, part.byteLength), offset: 0 };
    try {
      const header = parquetHeader(reader);
      return { header, length: reader.offset };
    } catch (error) {
      if (part.byteLength < size || size >= MAX_HEADER) throw error;
    }
  }
}

/** The page as its decoder wants it: in its second version the levels stand before what is compressed. */
function unpackPage(
  body: Uint8Array,
  header: PageHeader,
  codec: ColumnMetaData['codec'],
  compressors: Compressors,
): Uint8Array {
  const v2 = header.data_page_header_v2;
  if (codec === 'UNCOMPRESSED' || v2?.is_compressed === false) return body;
  const { repetition, definition } = v2 === undefined ? { repetition: 0, definition: 0 } : levelBytes(v2);
  const levels = repetition + definition;
  const size = header.uncompressed_page_size - levels;
  if (!(repetition >= 0 && definition >= 0 && levels <= body.length && size >= 0)) {
    throw new DamagedParquet('a page has levels that do not fit');
  }
  const unpack = compressors[codec];
  if (unpack === undefined) throw new DamagedParquet(`its compression ${codec} is not known`);
  // Nothing but nulls has no values to unpack.
  const values = size === 0 ? new Uint8Array(0) : unpack(body.subarray(levels), size);
  if (values.length !== size) throw new DamagedParquet(`a page of ${size} bytes unpacks to ${values.length}`);
  if (levels === 0) return values;
  const page = new Uint8Array(levels + size);
  page.set(body.subarray(0, levels));
  page.set(values, levels);
  return page;
}

interface RunsOfPage {
  readonly values: number;
  /** Bits of a level; 0 where there are none. */
  readonly levels: { readonly repetition: number; readonly definition: number };
  /** Bytes of the levels, which the second version says in the page's header and the first before each. */
  readonly lengths: HeaderV2 | undefined;
  readonly encoding: string;
}

function checkRuns(page: Uint8Array, { values, levels, lengths, encoding }: RunsOfPage): void {
  let at = 0;
  for (const level of ['repetition', 'definition'] as const) {
    const width = levels[level];
    if (lengths === undefined && (width === 0 || values === 0)) continue;
    if (lengths === undefined && at + 4 > page.length) throw new DamagedParquet('a page ends too early');
    const size = lengths === undefined ? viewOf(page).getUint32(at, true) : levelBytes(lengths)[level];
    const start = lengths === undefined ? at + 4 : at;
    at = start + size;
    // Every value has its levels: the decoder would take what is missing from the bytes that follow.
    const held = at > page.length || width === 0 ? 0 : countRuns(page, start, at, width, values);
    if (at > page.length || (width > 0 && (held === null || held < values))) {
      throw new DamagedParquet('its nulls or lists are damaged');
    }
  }
  if (at >= page.length) return;
  if (encoding.endsWith('_DICTIONARY')) {
    const width = page[at] ?? 0;
    if (width > 32 || countRuns(page, at + 1, page.length, width, values) === null) {
      throw new DamagedParquet('its dictionary indices are damaged');
    }
  }
  // Of true and false: four bytes say how long the runs are.
  if (encoding === 'RLE' && countRuns(page, at + 4, page.length, 1, values) === null) {
    throw new DamagedParquet('its values are damaged');
  }
}

/** A part of the file that moves forward. */
class Window {
  readonly #file: SourceFile;
  readonly #end: number;
  #from = 0;
  #bytes = new Uint8Array(0);

  constructor(file: SourceFile, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /** `length` bytes from `at` on, fewer at the end of the column. */
  async at(at: number, length: number): Promise<Uint8Array> {
    const until = Math.min(this.#end, at + length);
    if (at < this.#from || until > this.#from + this.#bytes.length) {
      this.#bytes = new Uint8Array(
        await this.#file.slice(at, Math.min(this.#end, Math.max(until, at + WINDOW))),
      );
      this.#from = at;
      if (this.#bytes.length < until - at) throw new DamagedParquet('the file ends too early');
    }
    return this.#bytes.subarray(at - this.#from, until - this.#from);
  }
}
