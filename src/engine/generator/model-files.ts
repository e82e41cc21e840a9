import { CrosslensError } from '../../protocol/errors.ts';
import { readModelJson } from '../models/model-json.ts';

/** Where a model's files lie, as the paths were given. */
export interface GeneratorPaths {
  readonly config: string;
  readonly generationConfig: string | null;
  readonly tokenizer: string;
  readonly tokenizerConfig: string | null;
  readonly encoder: string;
  readonly decoder: DecoderPart<string>;
}

/**
 * The three ways in which a decoder is exported: one graph with a switch for its cache; one graph for the first step
 * and one for those after it; or one graph that decodes the whole prefix in every step.
 */
export type DecoderPart<File> =
  | { readonly layout: 'merged'; readonly model: File }
  | { readonly layout: 'split'; readonly first: File; readonly next: File }
  | { readonly layout: 'plain'; readonly model: File };

/** Everything that is needed to run a generator. */
export interface GeneratorFiles {
  /** How the model is called in messages. */
  readonly name: string;
  readonly config: unknown;
  /** `null` when there is none. */
  readonly generationConfig: unknown;
  readonly tokenizer: unknown;
  /** `null` when there is none. */
  readonly tokenizerConfig: unknown;
  readonly encoder: Uint8Array;
  readonly decoder: DecoderPart<Uint8Array>;
}

/** Weights that are taken first: WASM has a limit of 4 GB and no half precision. */
const SUFFIXES = ['_quantized', '_int8', '_uint8', ''] as const;

/**
 * Finds an encoder–decoder in the Hugging Face ONNX layout. The folder's own name may stand before every path.
 * @throws CrosslensError `not-found` with the files that are missing, `model-invalid` for weights in a second file
 */
export function chooseGeneratorFiles(paths: readonly string[], name: string): GeneratorPaths {
  const known = new Set(paths);
  const config = paths
    .filter((path) => /(^|\/)config\.json$/.test(path))
    .sort((a, b) => a.length - b.length)[0];
  const folder = config?.slice(0, -'config.json'.length) ?? '';
  const find = (path: string): string | null => (known.has(folder + path) ? folder + path : null);
  const graph = (path: string): string | null => find(`onnx/${path}.onnx`) ?? find(`${path}.onnx`);

  const tokenizer = find('tokenizer.json');
  const complete = SUFFIXES.flatMap((suffix) => {
    const encoder = graph(`encoder_model${suffix}`);
    const decoder = chooseDecoder(graph, suffix);
    return encoder !== null && decoder !== null ? [{ encoder, decoder }] : [];
  })[0];
  if (config === undefined || tokenizer === null || complete === undefined) {
    const missing = [
      ...(config === undefined ? ['config.json'] : []),
      ...(tokenizer === null ? ['tokenizer.json'] : []),
      ...(complete === undefined
        ? ['onnx/encoder_model.onnx with onnx/decoder_model_merged.onnx or onnx/decoder_model.onnx']
        : []),
    ];
    throw new CrosslensError('not-found', `${name} lacks ${missing.join(' and ')}.`);
  }
  refuseExternalWeights(known, complete, name);
  return {
    config,
    generationConfig: find('generation_config.json'),
    tokenizer,
    tokenizerConfig: find('tokenizer_config.json'),
    ...complete,
  };
}

/**
 * Reads the files that were chosen, one after the other.
 * @throws CrosslensError `model-invalid` or `tokenizer-invalid` for what is not JSON, or what `read` throws
 */
export async function readGeneratorFiles(
  paths: GeneratorPaths,
  name: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<GeneratorFiles> {
  const json = (path: string | null): Promise<unknown> => readModelJson(path, name, read);
  const { decoder } = paths;
  return {
    name,
    config: await json(paths.config),
    generationConfig: await json(paths.generationConfig),
    tokenizer: await json(paths.tokenizer),
    tokenizerConfig: await json(paths.tokenizerConfig),
    encoder: await read(paths.encoder),
    decoder:
      decoder.layout === 'split'
        ? { layout: 'split', first: await read(decoder.first), next: await read(decoder.next) }
        : { layout: decoder.layout, model: await read(decoder.model) },
  };
}

function chooseDecoder(graph: (path: string) => string | null, suffix: string): DecoderPart<string> | null {
  const merged = graph(`decoder_model_merged${suffix}`);
  if (merged !== null) return { layout: 'merged', model: merged };
  const first = graph(`decoder_model${suffix}`);
  const next = graph(`decoder_with_past_model${suffix}`);
  if (first === null) return null;
  return next === null ? { layout: 'plain', model: first } : { layout: 'split', first, next };
}

function refuseExternalWeights(
  known: ReadonlySet<string>,
  { encoder, decoder }: Pick<GeneratorPaths, 'encoder' | 'decoder'>,
  name: string,
): void {
  const graphs = [encoder, ...(decoder.layout === 'split' ? [decoder.first, decoder.next] : [decoder.model])];
  const split = graphs.find((path) => known.has(`${path}_data`) || known.has(`${path}.data`));
  if (split === undefined) return;
  throw new CrosslensError(
    'model-invalid',
    `${name} keeps the weights of ${split} in a second file, which is not read. Use its quantised export, which is one file.`,
  );
}
