import { CrosslensError } from '../../protocol/errors.ts';
import { readModelJson } from '../models/model-json.ts';

/** Where a model's files lie, as the paths were given. */
export interface CrossEncoderPaths {
  readonly config: string;
  readonly tokenizer: string;
  readonly tokenizerConfig: string | null;
  readonly model: string;
}

/** Everything that is needed to run a cross-encoder. */
export interface CrossEncoderFiles {
  /** How the model is called in messages. */
  readonly name: string;
  readonly config: unknown;
  readonly tokenizer: unknown;
  /** `null` when there is none. */
  readonly tokenizerConfig: unknown;
  readonly model: Uint8Array;
}

/** Weights that are taken first: WASM has a limit of 4 GB and no half precision. Names as common exporters give them. */
const PREFERRED = [
  'model_quantized',
  'model_int8',
  'model_uint8',
  'model_quint8_avx2',
  'model_qint8_avx512',
  'model_qint8_avx512_vnni',
  'model_qint8_arm64',
  'model',
] as const;

/**
 * Finds a cross-encoder in the Hugging Face ONNX layout. The folder's own name may stand before every path.
 * @throws CrosslensError `not-found` with the files that are missing, `model-invalid` for weights in a second file
 */
export function chooseCrossEncoderFiles(paths: readonly string[], name: string): CrossEncoderPaths {
  const known = new Set(paths);
  const config = paths
    .filter((path) => /(^|\/)config\.json$/.test(path))
    .sort((a, b) => a.length - b.length)[0];
  const folder = config?.slice(0, -'config.json'.length) ?? '';
  const find = (path: string): string | null => (known.has(folder + path) ? folder + path : null);
  const tokenizer = find('tokenizer.json');
  const model = chooseGraph(paths, folder);
  if (config === undefined || tokenizer === null || model === null) {
    const missing = [
      ...(config === undefined ? ['config.json'] : []),
      ...(tokenizer === null ? ['tokenizer.json'] : []),
      ...(model === null ? ['onnx/model.onnx'] : []),
    ];
    throw new CrosslensError('not-found', `${name} lacks ${missing.join(' and ')}.`);
  }
  if (known.has(`${model}_data`) || known.has(`${model}.data`)) {
    throw new CrosslensError(
      'model-invalid',
      `${name} keeps the weights of ${model} in a second file, which is not read. Use its quantised export, which is one file.`,
    );
  }
  return { config, tokenizer, tokenizerConfig: find('tokenizer_config.json'), model };
}

/** @throws CrosslensError `model-invalid` or `tokenizer-invalid` for what is not JSON, or what `read` throws */
export async function readCrossEncoderFiles(
  paths: CrossEncoderPaths,
  name: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<CrossEncoderFiles> {
  return {
    name,
    config: await readModelJson(paths.config, name, read),
    tokenizer: await readModelJson(paths.tokenizer, name, read),
    tokenizerConfig: await readModelJson(paths.tokenizerConfig, name, read),
    model: await read(paths.model),
  };
}

/** One of the usual names, or the only other `model*.onnx` there is (`model_O3.onnx`). */
function chooseGraph(paths: readonly string[], folder: string): string | null {
  const known = new Set(paths);
  for (const name of PREFERRED) {
    const path = [`${folder}onnx/${name}.onnx`, `${folder}${name}.onnx`].find((candidate) =>
      known.has(candidate),
    );
    if (path !== undefined) return path;
  }
  const others = paths.filter((path) => /(^|\/)model[^/]*\.onnx$/.test(path) && !/fp16|f16|bnb4/.test(path));
  return others.length === 1 ? (others[0] ?? null) : null;
}
