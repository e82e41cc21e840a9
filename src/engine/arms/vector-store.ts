import type { Device } from '../../protocol/arm.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import { sha256 } from '../../protocol/sha256.ts';
import type { FileAppender, FileStore } from '../storage/file-store.ts';
import { isStorageFull } from '../storage/storage-full.ts';
import type { IndexPart } from './index-part.ts';
import { markDone } from './index-part.ts';
import { packBlock, readBlocks } from './vector-blocks.ts';

/**
 * Indexing that is over sooner is not kept: encoding the texts again is no wait, and the disk stays free of trials.
 * What has run for longer is kept from its beginning.
 */
const WORTH_KEEPING_MS = 2000;
/** Texts that are hashed together. */
const HASHED_TEXTS = 1024;
/** Rows of a block. */
const BLOCK_ROWS = 256;

/** Keeps an encoder's vectors while they are made, so that the same texts need not be encoded twice. */
export interface VectorStore {
  /**
   * Takes what is kept of a part; the part is then to be kept as it goes on.
   * @param corpus name of it, for the screen that lists what is kept
   */
  resume(part: IndexPart, corpus: string): Promise<KeptPart>;
}

export interface KeptPart {
  /** Rows that were taken. */
  readonly taken: number;
  /** Why nothing more is kept; `null` unless a person should know. */
  readonly notice: string | null;
  /** Writes the rows that were done since, once the work has become worth keeping. @param always however little it is */
  advance(always?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Where nothing outlives the page, the arm's own memory is enough. */
const NOT_KEPT: KeptPart = {
  taken: 0,
  notice: null,
  advance: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/**
 * Vectors of one encoder on one device: `vectors/<encoder, revision, device>/<hash of texts and side>/rows`, and
 * `meta.json` beside it. Devices differ in the last digits, so that figures would depend on what was encoded where.
 * Nothing here ever fails the indexing: what cannot be read is encoded, and what cannot be written is not kept.
 *
 * @param opening called when it is first needed
 */
export function createVectorStore(
  { id, name, revision, dimensions }: Pick<EncoderProfile, 'id' | 'name' | 'revision' | 'dimensions'>,
  device: Device,
  opening: () => Promise<FileStore>,
  worthKeeping = WORTH_KEEPING_MS,
): VectorStore {
  return {
    async resume(part, corpus) {
      const started = performance.now();
      const store = await opening();
      if (store.keeps === 'memory') return NOT_KEPT;
      const made = (await sha256(JSON.stringify([revision, dimensions]))).slice(0, 8);
      const folder = `vectors/${id.replace(':', '-')}-${made}-${device}/${await textsHash(part)}`;
      const path = `${folder}/rows`;
      const kept = await readKept(store, path, part, dimensions);
      const taken = markDone(part, kept.rows);
      const written = new Set(kept.rows);
      let fileBytes = kept.fileBytes;
      let wholeBytes = kept.wholeBytes;
      /** Rows at the beginning of the part's order that were looked at. */
      let seen = 0;
      let appender: FileAppender | null = null;
      let stopped = false;
      let notice: string | null = null;

      const writeMeta = async (): Promise<void> => {
        const rows = `${written.size.toLocaleString('en')} of ${part.texts.length.toLocaleString('en')}`;
        const meta = {
          name: corpus,
          detail: `${part.name}, ${rows}, by ${name} on ${device}`,
          saved: new Date().toISOString(),
          ...{ encoder: id, revision, dimensions, side: part.side, rows: written.size },
        };
        await store.write(`${folder}/meta.json`, new TextEncoder().encode(JSON.stringify(meta)));
      };
      const begin = async (): Promise<FileAppender | null> => {
        const opened = await store.append(path);
        // Another arm has written since: what it kept is as good as ours.
        if (opened.size !== fileBytes) {
          await opened.close();
          stopped = true;
          return null;
        }
        if (opened.size === wholeBytes) return opened;
        await opened.close();
        return store.append(path, wholeBytes);
      };
      const give = async (rows: readonly number[]): Promise<void> => {
        for (let at = 0; at < rows.length; at += BLOCK_ROWS) {
          const some = rows.slice(at, at + BLOCK_ROWS);
          const vectors = new Float32Array(some.length * dimensions);
          some.forEach((row, place) => {
            vectors.set(part.load(row), place * dimensions);
          });
          await appender?.write(await packBlock(some, vectors));
          for (const row of some) written.add(row);
          wholeBytes = fileBytes = appender?.size ?? fileBytes;
        }
      };
      const stop = (error: unknown): void => {
        stopped = true;
        // Somebody else writes the same: two arms of one encoder.
        if (error instanceof CrosslensError && error.code === 'not-possible') return;
        notice = isStorageFull(error)
          ? 'There is no room left to keep these vectors; indexing goes on without. Delete something under Storage to keep them.'
          : `These vectors cannot be kept: ${error instanceof Error ? error.message : String(error)}`;
      };

      return {
        taken,
        get notice() {
          return notice;
        },
        async advance(always = false) {
          if (stopped) return;
          const worth = always || wholeBytes > 0 || performance.now() - started >= worthKeeping;
          const rows = part.order.slice(seen, part.done).filter((row) => !written.has(row));
          if (!worth || rows.length === 0) return;
          try {
            if (appender === null) {
              appender = await begin();
              if (appender === null) return;
              await writeMeta();
            }
            seen = part.done;
            await give(rows);
          } catch (error) {
            stop(error);
          }
        },
        async close() {
          if (appender === null) return;
          try {
            await appender.close();
            await writeMeta();
          } catch (error) {
            stop(error);
          }
          appender = null;
        },
      };
    },
  };
}

interface Kept {
  readonly rows: ReadonlySet<number>;
  readonly fileBytes: number;
  /** Up to the end of the last whole block. */
  readonly wholeBytes: number;
}

/** Stores what is kept of rows that are not done. */
async function readKept(store: FileStore, path: string, part: IndexPart, dimensions: number): Promise<Kept> {
  const rows = new Set<number>();
  try {
    const blob = await store.read(path);
    if (blob === null) return { rows, fileBytes: 0, wholeBytes: 0 };
    const done = new Set(part.order.slice(0, part.done));
    const wholeBytes = await readBlocks(blob, { rows: part.texts.length, dimensions }, (row, vector) => {
      if (!done.has(row)) part.store(row, vector);
      rows.add(row);
    });
    return { rows, fileBytes: blob.size, wholeBytes };
  } catch {
    // Another arm writes it just now, or the disk fails: the other texts are encoded, and nothing is written.
    return { rows, fileBytes: -1, wholeBytes: 0 };
  }
}

/**
 * Names the texts of a part by what they say, in their order, and by the side that they are encoded on: a hash of the
 * hashes of pieces, as the browser's own digest is many times faster than one that takes its input step by step.
 */
async function textsHash(part: IndexPart): Promise<string> {
  const hashes = [`${part.side} ${part.texts.length}`];
  for (let at = 0; at < part.texts.length; at += HASHED_TEXTS) {
    const texts = part.texts.slice(at, at + HASHED_TEXTS).map(({ text }) => text);
    hashes.push(await sha256(JSON.stringify(texts)));
  }
  return (await sha256(hashes.join(' '))).slice(0, 32);
}
