import { seededRandom } from '../../../src/domain/random.ts';
import {
  FLOAT,
  GRAPH,
  initializerField,
  MODEL,
  NODE,
  nodeField,
  OPSET,
  TENSOR,
  valueField,
} from '../../../src/engine/onnx/graph-parts.ts';
import type { Pieces } from '../../../src/engine/onnx/protobuf.ts';
import { bytesField, join, varintField } from '../../../src/engine/onnx/protobuf.ts';

export interface EncoderShape {
  readonly layers: number;
  readonly dimensions: number;
  readonly heads: number;
  readonly feedForward: number;
  /** Rows of the table of pieces; ids beyond it begin anew, so that any tokenizer fits a small table. */
  readonly pieces: number;
  readonly positions: number;
}

const IR_VERSION = 8;
const OPSET_VERSION = 17;
const INT8 = 3;

/**
 * A BERT-shaped encoder with random weights: what it says means nothing, what it costs is what a real one of its shape
 * costs. In `q8` its products are DynamicQuantizeLinear and MatMulInteger, as in the usual `model_quantized.onnx`.
 */
export function randomEncoder(
  shape: EncoderShape,
  dtype: 'fp32' | 'q8',
  seed: number,
): Uint8Array<ArrayBuffer> {
  const { layers, dimensions: d, heads, feedForward, pieces, positions } = shape;
  const random = seededRandom(seed);
  const nodes: Pieces[] = [];
  const constants: Pieces[] = [];
  let count = 0;
  const fresh = (what: string): string => `${what}_${(count += 1)}`;
  const op = (
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
    output = fresh(type),
  ): string => {
    nodes.push(nodeField(type, inputs, output, attributes));
    return output;
  };
  const floats = (sizes: readonly number[], value: () => number): string => {
    const name = fresh('weight');
    const length = sizes.reduce((product, size) => product * size, 1);
    constants.push(initializerField(name, sizes, Float32Array.from({ length }, value)));
    return name;
  };
  const integers = (values: readonly number[], scalar = false): string => {
    const name = fresh('shape');
    constants.push(initializerField(name, scalar ? [] : [values.length], BigInt64Array.from(values, BigInt)));
    return name;
  };
  const scalar = (value: number): string => floats([], () => value);
  /** Unit variance in, unit variance out. */
  const spread = (inputs: number) => (): number => (2 * random() - 1) * Math.sqrt(3 / inputs);

  const linear = (input: string, inputs: number, outputs: number): string => {
    const bias = floats([outputs], () => 0.02 * (2 * random() - 1));
    const product =
      dtype === 'fp32'
        ? op('MatMul', [input, floats([inputs, outputs], spread(inputs))])
        : integerProduct(input, inputs, outputs);
    return op('Add', [product, bias]);
  };
  const integerProduct = (input: string, inputs: number, outputs: number): string => {
    const [values, scale, zero] = [fresh('values'), fresh('scale'), fresh('zero')];
    nodes.push(quantizeField(input, [values, scale, zero]));
    const weight = fresh('weight');
    const data = Int8Array.from({ length: inputs * outputs }, () => Math.round(127 * (2 * random() - 1)));
    constants.push(int8Field(weight, [inputs, outputs], data));
    const weightZero = fresh('zero');
    constants.push(int8Field(weightZero, [], Int8Array.of(0)));
    const sums = op('Cast', [op('MatMulInteger', [values, weight, zero, weightZero])], { to: FLOAT });
    return op('Mul', [sums, op('Mul', [scale, scalar(Math.sqrt(3 / inputs) / 127)])]);
  };
  const normed = (input: string): string =>
    op('LayerNormalization', [input, floats([d], () => 1), floats([d], () => 0)], { axis: 2 });
  const split = (input: string, order: readonly number[]): string =>
    op('Transpose', [op('Reshape', [input, integers([0, 0, heads, d / heads])])], { perm: order });

  const ids = op('Mod', ['input_ids', integers([pieces], true)]);
  const tokens = op('Gather', [op('Shape', ['input_ids']), integers([1], true)]);
  const places = op('Range', [integers([0], true), tokens, integers([1], true)]);
  let hidden = normed(
    op('Add', [
      op('Gather', [floats([pieces, d], spread(1)), ids]),
      op('Gather', [floats([positions, d], spread(1)), places]),
    ]),
  );
  const mask = op('Unsqueeze', [op('Cast', ['attention_mask'], { to: FLOAT }), integers([1, 2])]);
  const hiding = op('Mul', [op('Sub', [scalar(1), mask]), scalar(-10_000)]);
  const scaling = scalar(1 / Math.sqrt(d / heads));
  for (let layer = 0; layer < layers; layer += 1) {
    const query = split(linear(hidden, d, d), [0, 2, 1, 3]);
    const key = split(linear(hidden, d, d), [0, 2, 3, 1]);
    const value = split(linear(hidden, d, d), [0, 2, 1, 3]);
    const scores = op('Add', [op('Mul', [op('MatMul', [query, key]), scaling]), hiding]);
    const mixed = op('MatMul', [op('Softmax', [scores], { axis: 3 }), value]);
    const joined = op('Reshape', [op('Transpose', [mixed], { perm: [0, 2, 1, 3] }), integers([0, 0, d])]);
    hidden = normed(op('Add', [linear(joined, d, d), hidden]));
    const inner = linear(hidden, d, feedForward);
    // GELU, spelled out as PyTorch exports it.
    const erf = op('Erf', [op('Div', [inner, scalar(Math.SQRT2)])]);
    const gelu = op('Mul', [op('Mul', [inner, op('Add', [erf, scalar(1)])]), scalar(0.5)]);
    hidden = normed(op('Add', [linear(gelu, feedForward, d), hidden]));
  }
  op('Identity', [hidden], {}, 'last_hidden_state');

  return join([
    ...varintField(MODEL.irVersion, IR_VERSION),
    ...bytesField(MODEL.graph, [
      ...nodes.flat(),
      ...bytesField(2, 'random_encoder'),
      ...constants.flat(),
      ...valueField(GRAPH.input, 'input_ids', 'int64', ['batch', 'tokens']),
      ...valueField(GRAPH.input, 'attention_mask', 'int64', ['batch', 'tokens']),
      ...valueField(GRAPH.output, 'last_hidden_state', 'float', ['batch', 'tokens', d]),
    ]),
    ...bytesField(MODEL.opsetImport, varintField(OPSET.version, OPSET_VERSION)),
  ]);
}

/** A node with three outputs: the values as unsigned bytes, their scale and what stands for zero. */
function quantizeField(input: string, outputs: readonly string[]): Pieces {
  return bytesField(GRAPH.node, [
    ...bytesField(NODE.input, input),
    ...outputs.flatMap((output) => bytesField(NODE.output, output)),
    ...bytesField(NODE.opType, 'DynamicQuantizeLinear'),
  ]);
}

function int8Field(name: string, sizes: readonly number[], data: Int8Array): Pieces {
  return bytesField(GRAPH.initializer, [
    ...sizes.flatMap((size) => varintField(TENSOR.dims, size)),
    ...varintField(TENSOR.dataType, INT8),
    ...bytesField(TENSOR.name, name),
    ...bytesField(TENSOR.rawData, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}
