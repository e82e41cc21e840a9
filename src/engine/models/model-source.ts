import { CrosslensError, throwIfAborted } from '../../protocol/errors.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import type { OpenProgress } from '../../protocol/arm.ts';
import { sha256 } from '../../protocol/sha256.ts';
import { externalFiles } from './external-files.ts';
import type { OnnxFile } from './inspect-onnx.ts';
import { inspectOnnx } from './inspect-onnx.ts';
import { readModelJson } from './model-json.ts';
import { folderOf } from './model-paths.ts';
import { withPadToken } from './pad-token.ts';

/** Gives the bytes of a file of one encoder's folder; the browser fetches, the command line reads. */
export type ReadModelFile = (
  path: string,
  options: {
    readonly expectedBytes: number;
    readonly signal: AbortSignal | undefined;
    readonly onBytes: (loaded: number) => void;
  },
) => Promise<Uint8Array>;

/** What encodes the texts of one side. */
export interface SideFiles {
  readonly tokenizer: unknown;
  /** An empty object where there is no such file. */
  readonly tokenizerConfig: unknown;
  /** Path of the graph, for messages. */
  readonly path: string;
  readonly model: Uint8Array;
  /** What the graph says of itself. */
  readonly graph: OnnxFile;
  /** Weights in second files, by their place beside the graph. */
  readonly external: ReadonlyMap<string, Uint8Array>;
}

/** A Dense module of sentence-transformers. */
export interface DenseFiles {
  readonly folder: string;
  readonly config: unknown;
  /** safetensors */
  readonly weights: Uint8Array;
}

export interface ModelFiles extends SideFiles {
  /** Of a pair: what encodes queries. */
  readonly query: SideFiles | null;
  readonly dense: readonly DenseFiles[];
}

interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
}

/**
 * Reads files of one folder and checks every byte of them against the hashes that its description gives.
 * @throws CrosslensError `hash-mismatch`, `manifest-invalid`, or what `read` throws
 */
export function checkedReader(
  entry: Pick<EncoderProfile, 'id' | 'files'>,
  read: ReadModelFile,
  options: LoadOptions,
): (path: string) => Promise<Uint8Array> {
  return async (path) => {
    const file = entry.files.find((candidate) => candidate.path === path);
    if (file === undefined)
      throw new CrosslensError('manifest-invalid', `The manifest lists no file ${path} for ${entry.id}.`);
    const report = (step: OpenProgress['step'], loaded: number): void => {
      options.onProgress?.({ step, file: path, loaded, total: file.bytes });
    };
    report('download', 0);
    const bytes = await read(path, {
      expectedBytes: file.bytes,
      signal: options.signal,
      onBytes: (loaded) => {
        report('download', loaded);
      },
    });
    throwIfAborted(options.signal);
    report('verify', bytes.length);
    const found = await sha256(bytes);
    if (found !== file.sha256) {
      throw new CrosslensError(
        'hash-mismatch',
        `${entry.id}/${path} is not the file that the manifest describes: ${String(bytes.length)} bytes with SHA-256 ${found.slice(0, 12)}…, expected ${String(file.bytes)} bytes with ${file.sha256.slice(0, 12)}….`,
      );
    }
    return bytes;
  };
}

/**
 * Reads what is needed to run an encoder.
 * @throws CrosslensError `hash-mismatch`, `manifest-invalid`, `model-invalid`, `file-damaged`, `tokenizer-invalid`, or
 * what `read` throws
 */
export async function loadModelFiles(
  entry: EncoderProfile,
  read: ReadModelFile,
  options: LoadOptions,
): Promise<ModelFiles> {
  const load = checkedReader(entry, read, options);
  const has = (path: string): boolean => entry.files.some((file) => file.path === path);
  const json = (path: string): Promise<unknown> => readModelJson(path, entry.id, load);

  const side = async ({ model: path, tokenizer }: NonNullable<EncoderProfile['query']>): Promise<SideFiles> => {
    const beside = (name: string): string | null => {
      const file = folderOf(tokenizer) + name;
      return has(file) ? file : null;
    };
    const [parsed, config, special] = [
      await json(tokenizer),
      await readModelJson(beside('tokenizer_config.json'), entry.id, load),
      await readModelJson(beside('special_tokens_map.json'), entry.id, load),
    ];
    const model = await load(path);
    const graph = inspectOnnx(model, `${entry.id}/${path}`);
    return {
      tokenizer: parsed,
      tokenizerConfig: withPadToken(config, special),
      path,
      model,
      graph,
      external: await loadExternal(graph, path, entry, load),
    };
  };

  const dense: DenseFiles[] = [];
  for (const folder of entry.dense) {
    dense.push({
      folder,
      config: await json(`${folder}/config.json`),
      weights: await load(`${folder}/model.safetensors`),
    });
  }
  const passage = await side(entry);
  return { ...passage, query: entry.query === null ? null : await side(entry.query), dense };
}

async function loadExternal(
  graph: OnnxFile,
  path: string,
  entry: EncoderProfile,
  load: (path: string) => Promise<Uint8Array>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const external = new Map<string, Uint8Array>();
  for (const [place, file] of externalFiles(graph, path, entry.files)) external.set(place, await load(file));
  return external;
}
