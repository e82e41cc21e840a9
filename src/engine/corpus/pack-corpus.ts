import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { OWN_HEADER } from '../../domain/corpus/own-header.ts';
import type { Corpus, GeneratedQueries, Passage, Query } from '../../domain/corpus/types.ts';
import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import { sourceFromBlob } from './blob-source.ts';
import { FileRefused } from './formats/format-reader.ts';
import { openFile } from './open-file.ts';

interface PackOptions {
  readonly signal?: AbortSignal | undefined;
  /** Records that are written, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

interface PackedCorpus {
  /** JSON Lines, gzip. */
  readonly blob: Blob;
  /** Hex SHA-256 of the lines before they were compressed, so that it does not depend on the compressor. */
  readonly hash: string;
}

/** Records whose lines are encoded together. */
const RECORDS_AT_ONCE = 500;

/**
 * A corpus as our own JSON Lines (see `createOwnRows`): a header, then passages, queries and generated queries, each as
 * it is and in its order. Its text is never held whole.
 */
export async function packCorpus(
  { passages, queries, generated }: Corpus,
  { signal, onProgress }: PackOptions = {},
): Promise<PackedCorpus> {
  const gzip = new CompressionStream('gzip');
  const packed = new Response(gzip.readable).blob();
  // Whoever cancels does not wait for it.
  packed.catch(() => undefined);
  const writer = gzip.writable.getWriter();
  const encoder = new TextEncoder();
  const hash = sha256.create();
  const total = passages.length + queries.length + generated.length;
  let done = 0;
  const write = async (lines: string): Promise<void> => {
    const bytes = encoder.encode(lines);
    hash.update(bytes);
    await writer.write(bytes);
  };
  try {
    await write(`${JSON.stringify(OWN_HEADER)}\n`);
    for (const records of [passages, queries, generatedRows(generated)]) {
      for (let at = 0; at < records.length; at += RECORDS_AT_ONCE) {
        const lines = records.slice(at, at + RECORDS_AT_ONCE).map((record) => `${JSON.stringify(record)}\n`);
        await write(lines.join(''));
        done += lines.length;
        onProgress?.(done, total);
        await yieldToEvents();
        throwIfAborted(signal);
      }
    }
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
  await writer.close();
  return { blob: await packed, hash: bytesToHex(hash.digest()) };
}

/** In the layout that xQG publishes. */
function generatedRows(generated: Corpus['generated']): readonly object[] {
  return generated.map(({ queries, ...owner }) => ({ ...owner, generated_queries: queries }));
}

const id = z.string();
const ids = z.array(id);
const group = id.optional();
const passage = z.object({
  id,
  lang: z.string(),
  title: z.string().optional(),
  text: z.string(),
  source: z.string().optional(),
  group,
  unit: z.string().optional(),
});
const query = z.object({
  id,
  lang: z.string(),
  text: z.string(),
  relevant: ids,
  group,
  answers: z.array(z.string()).optional(),
  rejected: ids.optional(),
});
const generated = z.object({
  docid: id.optional(),
  group,
  generated_queries: z.record(z.string(), z.array(z.string())),
});

interface UnpackOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((bytes: number, passages: number) => void) | undefined;
}

/**
 * The corpus again, record by record as it was: the fields of a record keep their order, since the hash of a shard is
 * that of its JSON.
 * @throws CrosslensError `file-damaged`
 */
export async function unpackCorpus(
  name: string,
  blob: Blob,
  { signal, onProgress }: UnpackOptions = {},
): Promise<Corpus> {
  const passages: Passage[] = [];
  const queries: Query[] = [];
  const all: GeneratedQueries[] = [];
  let bytes = 0;
  try {
    const file = await openFile(sourceFromBlob(name, blob), {
      signal,
      onBytes: (more) => {
        bytes += more;
        onProgress?.(bytes, passages.length);
      },
    });
    for await (const line of file.lines()) {
      if ('problem' in line) throw new FileRefused(line.problem);
      if (line.number === 1 || line.text === '') continue;
      const row = JSON.parse(line.text) as object;
      if ('relevant' in row) queries.push(checked(query, row) as Query);
      else if ('generated_queries' in row) {
        const { generated_queries, ...owner } = checked(generated, row);
        all.push({ ...(owner as Omit<GeneratedQueries, 'queries'>), queries: generated_queries });
      } else passages.push(checked(passage, row) as Passage);
    }
  } catch (error) {
    throwIfAborted(signal);
    const why = error instanceof FileRefused ? error.message : 'Its rows are not what they were.';
    throw new CrosslensError('file-damaged', `${name} was kept, but cannot be read: ${why}`, {
      cause: error,
    });
  }
  return { name, passages, queries, generated: all };
}

/** The row itself: what the schema gives back has its fields in the schema's order. */
function checked<Schema extends z.ZodType>(schema: Schema, row: object): z.infer<Schema> {
  schema.parse(row);
  return row as z.infer<Schema>;
}
