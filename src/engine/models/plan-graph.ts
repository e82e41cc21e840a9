import { CrosslensError } from '../../protocol/errors.ts';
import type { Pooling } from '../../protocol/encoder.ts';
import type { OnnxFile, OnnxValue } from './inspect-onnx.ts';

/** What a graph's input is given. `cache`: a decoder's memory of earlier tokens, of which there are none. */
export type InputRole = 'ids' | 'mask' | 'types' | 'positions' | 'cache' | 'no';

export interface PlannedInput extends OnnxValue {
  readonly role: InputRole;
}

/** How an encoder's graph is fed and read. */
export interface GraphPlan {
  readonly inputs: readonly PlannedInput[];
  /** One vector for each token [batch × tokens × d]; `null` where the graph gives none. */
  readonly tokens: OnnxValue | null;
  /** One vector for each text [batch × d]; `null` where the graph gives none. */
  readonly text: OnnxValue | null;
}

const ROLES: readonly (readonly [name: RegExp, role: InputRole])[] = [
  [/^input_ids$/, 'ids'],
  [/^(attention_mask|input_mask)$/, 'mask'],
  [/^(token_type_ids|segment_ids)$/, 'types'],
  [/^position_ids$/, 'positions'],
  [/^past_key_values\./, 'cache'],
  [/^use_cache_branch$/, 'no'],
];
/** Names that exporters give to the two kinds of output, the usual ones first. */
const TOKENS = [
  'last_hidden_state',
  'token_embeddings',
  'hidden_states',
  'hidden_state',
  'encoder_last_hidden_state',
];
const TEXT = [
  'sentence_embedding',
  'sentence_embeddings',
  'text_embeds',
  'text_embedding',
  'dense_vecs',
  'embeddings',
  'embedding',
  // What the model's own head makes of the first token: only what asks for the graph's output gets it.
  'pooler_output',
];
/** Names that mean one thing wherever they stand. What such an output is like is seen when the graph runs. */
const CERTAIN = ['last_hidden_state', 'token_embeddings', 'sentence_embedding', 'pooler_output'];
const NUMBERS = ['int64', 'int32', 'float32'];
const FLOATS = ['float32', 'float16'];

/**
 * Matches a graph with what a text encoder has to give and what is asked of it.
 * @param path how the file is called in messages
 * @throws CrosslensError `model-invalid`: inputs that no text has, or none of the outputs that the pooling needs
 */
export function planGraph(file: OnnxFile, pooling: Pooling, path: string): GraphPlan {
  const inputs = file.inputs.map((input): PlannedInput => ({ ...input, role: roleOf(input, file, path) }));
  const has = (role: InputRole): boolean => inputs.some((input) => input.role === role);
  const names = (values: readonly OnnxValue[]): string => values.map(({ name }) => name).join(', ') || 'none';
  if (!has('ids')) {
    throw new CrosslensError(
      'model-invalid',
      `${path} does not take input_ids (it takes ${names(file.inputs)}): it is no text encoder. Choose another file.`,
    );
  }
  if (!has('mask') && file.attentionLayers > 0) {
    throw new CrosslensError(
      'model-invalid',
      `${path} takes no attention_mask, so that padding would change its vectors. Export it with input_ids and attention_mask.`,
    );
  }
  const tokens = find(file.outputs, TOKENS, 3) ?? onlyTokens(file.outputs);
  const text = find(file.outputs, TEXT, 2);
  const wanted = pooling === 'output' ? text : tokens;
  if (wanted === null) throw lacksOutput(path, pooling, names(file.outputs), pooling === 'output' ? tokens : text);
  return { inputs, tokens, text };
}

function roleOf({ name, type, shape }: OnnxValue, file: OnnxFile, path: string): InputRole {
  const role = ROLES.find(([pattern]) => pattern.test(name))?.[1];
  if (role === undefined) {
    throw new CrosslensError(
      'model-invalid',
      `${path} asks for the input ${name}, which a text encoder does not have (it takes ${file.inputs.map((input) => input.name).join(', ')}). Choose another file, or export the model for feature extraction.`,
    );
  }
  const fits =
    role === 'cache'
      ? FLOATS.includes(type) && shape.length === 4 && isNumber(shape[1]) && isNumber(shape[3])
      : role === 'no'
        ? type === 'bool'
        : NUMBERS.includes(type);
  if (!fits) {
    throw new CrosslensError(
      'model-invalid',
      `The input ${name} of ${path} is ${type} [${shape.join(', ')}], which is not how text encoders take it. Export the model for feature extraction, without a cache.`,
    );
  }
  return role;
}

/** The first of the names that is there, if it can be read as such. */
function find(outputs: readonly OnnxValue[], names: readonly string[], rank: number): OnnxValue | null {
  for (const name of names) {
    const output = outputs.find((candidate) => candidate.name === name && fits(candidate, rank));
    if (output !== undefined) return output;
  }
  return null;
}

/** A graph whose only output has one row for each token leaves no choice, whatever it calls it. */
function onlyTokens(outputs: readonly OnnxValue[]): OnnxValue | null {
  const [only] = outputs;
  return only !== undefined &&
    outputs.length === 1 &&
    only.shape.length === 3 &&
    fits(only, 3) &&
    !only.name.includes('logits')
    ? only
    : null;
}

/** Some exports say nothing of shapes. */
function fits({ name, type, shape }: OnnxValue, rank: number): boolean {
  return FLOATS.includes(type) && (shape.length === rank || shape.length === 0 || CERTAIN.includes(name));
}

function lacksOutput(path: string, pooling: Pooling, names: string, other: OnnxValue | null): CrosslensError {
  const what =
    pooling === 'output'
      ? `gives no vector of a whole text (its outputs: ${names}), which the pooling “output” takes.`
      : `gives no vectors of tokens (its outputs: ${names}), which the pooling “${pooling}” is made of.`;
  const cure =
    other === null
      ? 'Choose another file: this one was exported for another task.'
      : pooling === 'output'
        ? 'Choose mean, cls or last, as the repository says.'
        : `Choose the pooling “output”: the graph gives ${other.name}.`;
  return new CrosslensError('model-invalid', `${path} ${what} ${cure}`);
}

function isNumber(size: number | string | undefined): boolean {
  return typeof size === 'number';
}

/** How many numbers a vector has, as the graph says; `null` where that is known only when it runs. */
export function widthOf(output: OnnxValue | null): number | null {
  const size = output?.shape.at(-1);
  return typeof size === 'number' && size > 0 ? size : null;
}
