import type { Adapter, AdapterStep, ByLanguage, Matrix, Side } from '../../domain/adapter/adapter.ts';
import { isFrozen, touches } from '../../domain/adapter/is-frozen.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { inspectOnnx } from '../models/inspect-onnx.ts';
import { createGraphAddition } from '../onnx/graph-addition.ts';
import type { GraphAddition } from '../onnx/graph-addition.ts';
import { FLOAT, GRAPH, MODEL, valueField } from '../onnx/graph-parts.ts';
import { bytesField, join } from '../onnx/protobuf.ts';
import { readModel } from '../onnx/read-model.ts';
import type { ReadModel, ReadValue } from '../onnx/read-model.ts';

export interface FoldOptions extends Pick<
  EncoderProfile,
  'dimensions' | 'fullDimensions' | 'pooling' | 'normalize' | 'prefixes' | 'dense' | 'query'
> {
  /** Whose texts the file is for; `null`: both sides', which only steps that change both alike allow. */
  readonly side: Side | null;
}

const HIDDEN = 'last_hidden_state';
const MASK = 'attention_mask';
const OUTPUT = 'sentence_embedding';
/** Below these, constants have to be inputs too, and operators do not broadcast. */
const MIN_IR_VERSION = 4;
const MIN_OPSET = 8;
/** Divides a vector of zeros, which stays one. */
const TINY = 1e-12;

/**
 * Adds pooling and an adapter's steps to an encoder's graph, with `sentence_embedding` [batch × dimensions] as one
 * more output: any tool that runs ONNX files gets the adapted vectors. All that was in the file stays in it.
 * @param model input_ids and attention_mask [batch × tokens] → last_hidden_state [batch × tokens × dimensions]
 * @returns the new file, and in words what it takes and gives
 * @throws CrosslensError `not-possible` when a step needs a text's language or side, the encoder does more than to take
 * the mean or the first token of one file's vectors, or the file is too old;
 * `model-invalid` when it is no encoder of these dimensions
 */
export function foldIntoOnnx(
  model: Uint8Array,
  options: FoldOptions,
  adapter: Adapter,
): { readonly model: Uint8Array<ArrayBuffer>; readonly notes: readonly string[] } {
  refuseLayout(options);
  const steps = adapter.steps.flatMap((step, position) => foldable(step, position, options.side) ?? []);
  const read = readModel(model);
  refuseExternal(model);
  const hidden = checkModel(read, options);

  const addition = createGraphAddition(unusedPrefix(read), read.opset);
  const floats = hidden.elementType === FLOAT ? HIDDEN : addition.operator('Cast', [HIDDEN], { to: FLOAT });
  let vector = addPooling(addition, floats, options);
  for (const step of steps) vector = step(addition, vector);
  addition.publish(vector, OUTPUT);

  const batch = hidden.shape[0];
  const graph = [
    read.graph,
    ...addition.pieces(),
    ...valueField(GRAPH.output, OUTPUT, 'float', [
      batch === undefined || batch === '' ? 'batch' : batch,
      options.dimensions,
    ]),
  ];
  return {
    model: join([...read.others.map(({ whole }) => whole), ...bytesField(MODEL.graph, graph)]),
    notes: notesOf(read, options, adapter),
  };
}

/** What an arm does beside its adapter stays outside the file; in words. */
export function notesOnTheRest({ query, scoring }: Pick<LabArm, 'query' | 'scoring'>): readonly string[] {
  const notes: string[] = [];
  if (query?.kind === 'tag') {
    const tag = query.language === 'own' ? 'the code of its language' : query.language;
    notes.push(
      `Not in the file: each query is followed by a tag, [${tag}]. Write it after the text yourself.`,
    );
  }
  if (query?.kind === 'expand') {
    notes.push(`Not in the file: the expansions of ${Object.keys(query.texts).length} queries.`);
  }
  if (scoring?.kind === 'permutation') {
    notes.push(
      `Not in the file: the imported order of passages for ${Object.keys(scoring.orders).length} queries.`,
    );
  }
  if (scoring?.kind === 'views') {
    notes.push(
      'Not in the file: lexical and late-interaction scores. Its vectors give the dense part alone.',
    );
  }
  return notes;
}

/** What the added operators do not do: a file that left it out would give other vectors than the arm. */
function refuseLayout({ pooling, dense, query, fullDimensions }: FoldOptions): void {
  const reason =
    query !== null
      ? 'The encoder is a pair, with one ONNX file for queries and one for passages'
      : dense.length > 0
        ? `The encoder has Dense modules (${dense.join(', ')}) between pooling and adapter`
        : pooling === 'output'
          ? 'The encoder’s file pools by itself'
          : pooling === 'last'
            ? 'The encoder takes the vector of the last token'
            : fullDimensions !== null
              ? 'The encoder’s vectors are cut (Matryoshka)'
              : null;
  if (reason === null) return;
  throw new CrosslensError(
    'not-possible',
    `${reason}, which cannot be folded into an ONNX file. Keep this arm as a safetensors file, and apply it to the vectors.`,
  );
}

type Folded = (addition: GraphAddition, vector: string) => string;

/** How a step goes into the graph; `null` when it does nothing there. */
function foldable(step: AdapterStep, position: number, side: Side | null): Folded | null {
  const name = `Step ${position + 1} (${step.kind})`;
  if (side !== null && !touches(step, side)) return null;
  if (side === null && step.to !== 'both') {
    throw new CrosslensError(
      'not-possible',
      `${name} changes ${step.to === 'query' ? 'queries' : 'passages'} only, and an ONNX file does not know which of the two a text is. Fold one file for queries and one for passages.`,
    );
  }
  switch (step.kind) {
    case 'unit-length':
      return addUnitLength;
    case 'shift': {
      const offset = alikeForAll(step.offsets, name);
      return offset && ((to, x) => to.operator('Sub', [x, to.floats([offset.length], offset)]));
    }
    case 'project-out': {
      const basis = alikeForAll(step.bases, name);
      return basis && ((to, x) => to.operator('Sub', [x, multiply(to, to.timesTransposed(x, basis), basis)]));
    }
    case 'linear': {
      const { weight, bias } = step;
      return (to, x) => {
        const product = to.timesTransposed(x, weight);
        return bias === null ? product : to.operator('Add', [product, to.floats([bias.length], bias)]);
      };
    }
    case 'low-rank':
      return (to, x) =>
        to.operator('Add', [x, to.timesTransposed(to.timesTransposed(x, step.down), step.up)]);
    case 'hidden':
      return (to, x) => {
        const bias = to.floats([step.bias.length], step.bias);
        const inner = to.operator('Tanh', [to.operator('Add', [to.timesTransposed(x, step.inner), bias])]);
        return to.operator('Add', [x, to.timesTransposed(inner, step.outer)]);
      };
  }
}

function alikeForAll<T>({ languages, otherwise }: ByLanguage<T>, name: string): T | null {
  const known = Object.keys(languages);
  if (known.length === 0) return otherwise;
  throw new CrosslensError(
    'not-possible',
    `${name} differs by language (${known.sort().join(', ')}), and an ONNX file does not know a text's language. Keep this arm as a safetensors file.`,
  );
}

/** x·M for rows x [batch × rows of M] */
function multiply(to: GraphAddition, x: string, { rows, columns, data }: Matrix): string {
  return to.operator('MatMul', [x, to.floats([rows, columns], data)]);
}

/** As `pool` (engine/encoder/pooling.ts) does it. */
function addPooling(to: GraphAddition, hidden: string, options: FoldOptions): string {
  const pooled =
    options.pooling === 'cls'
      ? to.operator('Gather', [hidden, to.integers([], [0])], { axis: 1 })
      : addMean(to, hidden, options.dimensions);
  return options.normalize ? addUnitLength(to, pooled) : pooled;
}

function addMean(to: GraphAddition, hidden: string, dimensions: number): string {
  const mask = to.operator('Cast', [MASK], { to: FLOAT });
  // [batch × 1 × tokens] times [batch × tokens × d]; a size of 0 in Reshape means: as it was.
  const row = to.operator('Reshape', [mask, to.integers([3], [0, 1, -1])]);
  const sums = to.operator('MatMul', [row, hidden]);
  const flat = to.operator('Reshape', [sums, to.integers([2], [0, dimensions])]);
  return to.operator('Div', [flat, atLeastTiny(to, to.sum(mask, 1))]);
}

function addUnitLength(to: GraphAddition, x: string): string {
  const length = to.operator('Sqrt', [to.sum(to.operator('Mul', [x, x]), 1)]);
  return to.operator('Div', [x, atLeastTiny(to, length)]);
}

function atLeastTiny(to: GraphAddition, x: string): string {
  return to.operator('Max', [x, to.floats([], Float32Array.of(TINY))]);
}

/** Their places are relative, so that the new file would not find them. */
function refuseExternal(model: Uint8Array): void {
  const [place] = inspectOnnx(model, 'The model file').external.keys();
  if (place === undefined) return;
  throw new CrosslensError(
    'not-possible',
    `The encoder keeps its weights in a second file (${place}), and what is written here is one file. Choose an ONNX file that is complete by itself, or keep this arm as a safetensors file.`,
  );
}

function checkModel(model: ReadModel, { pooling, dimensions }: FoldOptions): ReadValue {
  const hidden = model.outputs.find(({ name }) => name === HIDDEN);
  if (hidden === undefined) {
    throw new CrosslensError(
      'model-invalid',
      `The model file has no output ${HIDDEN}, which an encoder gives.`,
    );
  }
  const size = hidden.shape[2];
  if (typeof size === 'number' && size !== dimensions) {
    throw new CrosslensError('model-invalid', `${HIDDEN} has ${size} dimensions, expected ${dimensions}.`);
  }
  if (pooling === 'mean' && !model.inputs.includes(MASK)) {
    throw new CrosslensError(
      'not-possible',
      `The model file has no input ${MASK}, so that nothing in it tells padding from tokens.`,
    );
  }
  if (model.irVersion < MIN_IR_VERSION || model.opset < MIN_OPSET) {
    throw new CrosslensError(
      'not-possible',
      `The model file is too old to be added to: IR version ${model.irVersion} and operators of version ${model.opset}, expected ${MIN_IR_VERSION} and ${MIN_OPSET} or later. Export it again with a newer tool.`,
    );
  }
  if (model.names.has(OUTPUT)) {
    throw new CrosslensError(
      'not-possible',
      `The model file has a ${OUTPUT} already; it would be ambiguous.`,
    );
  }
  return hidden;
}

function unusedPrefix({ names }: ReadModel): string {
  let prefix = 'crosslens_';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `${prefix}x_`;
  return prefix;
}

function notesOf(
  { inputs }: ReadModel,
  { side, pooling, normalize, dimensions, prefixes }: FoldOptions,
  adapter: Adapter,
): readonly string[] {
  const kinds = adapter.steps.filter((step) => side === null || touches(step, side)).map(({ kind }) => kind);
  const done = [
    pooling === 'mean' ? 'mean over tokens' : 'first token',
    ...(normalize ? ['unit-length'] : []),
    ...kinds,
  ];
  const notes = [
    `Takes ${inputs.join(', ')}, as the encoder does.`,
    `Gives ${OUTPUT}, float32 [batch × ${dimensions}]: ${done.join(', then ')}.`,
    `${HIDDEN} is still there and is not adapted: a tool that pools it itself gets the encoder without the adapter.`,
  ];
  if (side !== null) {
    const [own, other]: [string, Side] = side === 'query' ? ['queries', 'passage'] : ['passages', 'query'];
    const rest = other === 'query' ? 'queries' : 'passages';
    notes.push(
      `For ${own} only. Encode ${rest} with ${isFrozen(adapter, other) ? "the encoder's own file" : `a file that is folded for ${rest}`}.`,
    );
  }
  for (const which of ['query', 'passage'] as const) {
    if (prefixes[which] !== '' && (side === null || side === which)) {
      notes.push(`Write "${prefixes[which]}" before each ${which}: the file cannot do that.`);
    }
  }
  return notes;
}
