import type { ListedFile } from '../../protocol/library.ts';
import { folderOf, nameOf } from './model-paths.ts';

/** An ONNX file with the second files that its weights may lie in. */
export interface GraphFiles {
  readonly path: string;
  /** See `GraphOption.dtype`. */
  readonly dtype: string;
  readonly external: readonly string[];
  /** Of all of them; `null` where one is not known. */
  readonly bytes: number | null;
}

/** Parts of models that encode no text by themselves. */
const OTHER_PARTS = /decoder|vision|audio|image|speech|lm_head|embed_tokens|detokenizer|tokenizer|unet|vae/i;
/** What exporters append to `model`, with the name that screens know it by. */
const DTYPES: Readonly<Record<string, string>> = {
  '': 'fp32',
  fp32: 'fp32',
  fp16: 'fp16',
  f16: 'fp16',
  float16: 'fp16',
  quantized: 'q8',
  q8: 'q8',
  q8f16: 'q8f16',
  q4: 'q4',
  int4: 'q4',
  q4f16: 'q4f16',
  bnb4: 'bnb4',
};
/** Files that lie beside a graph and hold no weights of it. */
const NO_WEIGHTS = /\.(onnx|json|txt|md|model|py|xml|bin|png|ort|h5|msgpack|safetensors|pt|jsonl)$|^\.|^[A-Z]+$/;

/**
 * ONNX files with a text encoder in them, those of the usual folder first.
 * @param root where the settings lie; its `onnx/` is the usual folder
 */
export function listGraphs(files: readonly ListedFile[], root: string): GraphFiles[] {
  const paths = files.map(({ path }) => path);
  const bytesOf = new Map(files.map(({ path, bytes }) => [path, bytes]));
  return paths
    .filter((path) => path.endsWith('.onnx') && !OTHER_PARTS.test(nameOf(path)))
    .sort((a, b) => rankOf(a, root) - rankOf(b, root) || (a < b ? -1 : 1))
    .map((path) => {
      const external = externalOf(path, paths);
      const bytes = [path, ...external].map((part) => bytesOf.get(part) ?? null);
      return {
        path,
        dtype: dtypeOf(path),
        external,
        bytes: bytes.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0),
      };
    });
}

/** `model_O2`, `model_qint8_avx512`: what the file's name says after the model's. */
export function dtypeOf(path: string): string {
  const stem = nameOf(path).slice(0, -'.onnx'.length);
  const suffix = /^(?:encoder_)?model(?:[_.-](.+))?$/i.exec(stem);
  const said = suffix === null ? stem : (suffix[1] ?? '');
  return DTYPES[said.toLowerCase()] ?? said;
}

/**
 * Second files of a graph, by the names that exporters give them. PyTorch's exporter writes large models into many
 * files with the names of single weights; they belong to the graph that has such files at all, or is the only one.
 */
function externalOf(path: string, paths: readonly string[]): string[] {
  const folder = folderOf(path);
  const beside = paths.filter((other) => folderOf(other) === folder);
  const named = beside.filter((other) => isDataOf(other, path));
  const graphs = beside.filter((other) => other.endsWith('.onnx'));
  const takesRest = dtypeOf(path) === 'fp32' && folder !== '' && (named.length > 0 || graphs.length === 1);
  if (!takesRest) return named;
  const rest = beside.filter(
    (other) => !NO_WEIGHTS.test(nameOf(other)) && !graphs.some((graph) => isDataOf(other, graph)),
  );
  return [...named, ...rest].sort();
}

function isDataOf(file: string, graph: string): boolean {
  const stem = graph.slice(0, -'.onnx'.length);
  const rest = file.startsWith(graph)
    ? file.slice(graph.length)
    : file === `${stem}.data`
      ? '.data'
      : null;
  return rest !== null && /^[._](onnx_)?data(_\d+)?$/.test(rest);
}

function rankOf(path: string, root: string): number {
  const folder = folderOf(path);
  return folder === `${root}onnx/` ? 0 : folder === root ? 1 : 2;
}
