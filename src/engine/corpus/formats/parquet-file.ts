import type { AsyncBuffer, Compressors, DecodedArray, FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors as all, decompressZstd } from 'hyparquet-compressors';
import type { SourceFile } from '../source-file.ts';
import type { ColumnChunk } from './parquet-pages.ts';
import { checkPages, DamagedParquet, readPages } from './parquet-pages.ts';

/** A larger index is not opened: it would be of millions of row groups. */
const MAX_INDEX = 64 * 1024 * 1024;

/** Lists and objects of a row group are unpacked together. In bytes. */
const MAX_NESTED = 256 * 1024 * 1024;

/** fzstd unpacks to whatever a page claims, unless it is given the room. */
const compressors: Compressors = {
  ...all,
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
};

export interface ParquetColumn {
  readonly name: string;
  /** It holds lists or objects. */
  readonly nested: boolean;
  /** Unpacked, in the first row group. */
  readonly bytes: number;
}

export interface ParquetFile {
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;
  /**
   * Rows of some columns, in order, as text; lists and objects as JSON, nothing as `null`. Only these columns are
   * fetched, and page by page, so that neither a file nor a row group is in memory whole.
   */
  read(columns: readonly string[]): AsyncGenerator<readonly (string | null)[]>;
}

/** @throws DamagedParquet, and whatever the decoders throw at bytes that they cannot read */
export async function openParquet(source: SourceFile): Promise<ParquetFile> {
  const metadata = await readIndex(source);
  const tree = parquetSchema(metadata);
  const columns = tree.children.map((child) => ({
    name: child.element.name,
    nested: isNested(child),
    bytes: unpackedBytes(metadata.row_groups[0], child.element.name),
  }));
  const sizes = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  const rows = sizes.reduce((total, size) => total + size, 0);
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 0) || rows !== Number(metadata.num_rows)) {
    throw new DamagedParquet('its row groups do not add up');
  }
  return {
    columns,
    rows,
    async *read(names) {
      const wanted = names.map((name) => {
        const child = tree.children.find(({ element }) => element.name === name);
        if (child === undefined) throw new DamagedParquet(`it has no column “${name}”`);
        return child;
      });
      let first = 0;
      for (const group of metadata.row_groups) {
        const size = Number(group.num_rows);
        const cursors = await Promise.all(
          wanted.map(async (child) =>
            isNested(child)
              ? cursorOf(single(await readNested(source, metadata, tree, child, group, first)))
              : cursorOf(readPages(source, flatColumn(tree, child, group), compressors)),
          ),
        );
        for (let row = 0; row < size; row++) {
          const cells: (string | null)[] = [];
          for (const cursor of cursors) {
            if (cursor.at >= cursor.values.length) await cursor.turn();
            cells.push(cellOf(cursor.values[cursor.at++]));
          }
          yield cells;
        }
        first += size;
      }
    },
  };
}

/** Values of one column as they come, page by page. */
interface Cursor {
  values: ArrayLike<unknown>;
  at: number;
  turn(): Promise<void>;
}

function cursorOf(pages: AsyncIterator<DecodedArray>): Cursor {
  const cursor: Cursor = {
    values: [],
    at: 0,
    async turn() {
      do {
        const next = await pages.next();
        if (next.done === true) throw new DamagedParquet('a column has too few values');
        cursor.values = next.value;
      } while (cursor.values.length === 0);
      cursor.at = 0;
    },
  };
  return cursor;
}

async function* single(values: DecodedArray): AsyncGenerator<DecodedArray> {
  await Promise.resolve();
  yield values;
}

async function readIndex(source: SourceFile): Promise<FileMetaData> {
  const end = await source.slice(Math.max(0, source.size - 8), source.size);
  if (end.length < 8) throw new DamagedParquet('it is too short');
  if (new TextDecoder().decode(end.subarray(4)) !== 'PAR1') {
    throw new DamagedParquet('it does not end as a Parquet file does, so it is cut short or encrypted');
  }
  const length = new DataView(end.buffer, end.byteOffset, 4).getUint32(0, true);
  if (length > MAX_INDEX || length + 8 > source.size) {
    throw new DamagedParquet(`its index claims ${length} bytes`);
  }
  return parquetMetadataAsync(bufferOf(source), { initialFetchSize: length + 8, geoparquet: false });
}

function bufferOf(source: SourceFile): AsyncBuffer {
  return {
    byteLength: source.size,
    async slice(start, end = source.size) {
      if (!(start >= 0 && end >= start && end <= source.size)) {
        throw new DamagedParquet('a part lies outside the file');
      }
      return new Uint8Array(await source.slice(start, end)).buffer;
    },
  };
}

function isNested({ children, element }: SchemaTree): boolean {
  return children.length > 0 || element.repetition_type === 'REPEATED';
}

function flatColumn(tree: SchemaTree, child: SchemaTree, group: RowGroup): ColumnChunk {
  const { name } = child.element;
  const chunk = group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name);
  if (chunk?.meta_data === undefined || chunk.file_path) {
    throw new DamagedParquet(`column “${name}” is encrypted or in another file`);
  }
  return { path: [tree, child], chunk: chunk.meta_data, values: Number(group.num_rows) };
}

function unpackedBytes(group: RowGroup | undefined, column: string): number {
  return (group?.columns ?? [])
    .filter(({ meta_data }) => meta_data?.path_in_schema[0] === column)
    .reduce((total, { meta_data }) => total + Number(meta_data?.total_uncompressed_size ?? 0), 0);
}

function leafPath(root: SchemaTree, names: readonly string[]): readonly SchemaTree[] {
  const path = [root];
  for (const name of names) {
    const child = path.at(-1)?.children.find(({ element }) => element.name === name);
    if (child === undefined) throw new DamagedParquet(`it has no column “${names.join('.')}”`);
    path.push(child);
  }
  return path;
}

/** All values of a nested column in one row group, put together from its leaves. */
async function readNested(
  source: SourceFile,
  metadata: FileMetaData,
  tree: SchemaTree,
  child: SchemaTree,
  group: RowGroup,
  first: number,
): Promise<unknown[]> {
  const { name } = child.element;
  if (!(unpackedBytes(group, name) <= MAX_NESTED))
    throw new DamagedParquet(`column “${name}” is too large to be unpacked`);
  for (const { meta_data } of group.columns) {
    if (meta_data?.path_in_schema[0] !== name) continue;
    const path = leafPath(tree, meta_data.path_in_schema);
    const values = Number(meta_data.num_values);
    if (!(values >= 0 && values <= MAX_NESTED)) throw new DamagedParquet(`it claims ${values} values`);
    await checkPages(source, { path, chunk: meta_data, values }, compressors);
  }
  const rows = await parquetReadObjects({
    file: bufferOf(source),
    metadata,
    columns: [name],
    rowStart: first,
    rowEnd: first + Number(group.num_rows),
    compressors,
    geoparquet: false,
  });
  return rows.map((row) => row[name] as unknown);
}

function cellOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return null;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
      return JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === 'bigint' ? Number(inner) : inner,
      );
    default:
      return null;
  }
}
