import type { Matrix } from '../../domain/adapter/adapter.ts';
import { initializerField, nodeField } from './graph-parts.ts';
import type { Pieces } from './protobuf.ts';

/** From this version on the axes of ReduceSum are an input; before, an attribute. */
const AXES_AS_INPUT = 13;

/**
 * What is added to a graph: each call writes one operator, or one constant, and gives the name of its output. All
 * operators but ReduceSum are used in a form that has not changed since version 8 of the standard operators.
 */
export interface GraphAddition {
  operator(type: string, inputs: readonly string[], attributes?: Readonly<Record<string, number>>): string;
  /** Sums over an axis, which stays with size 1. */
  sum(input: string, axis: number): string;
  /** Gives a value its name outside. */
  publish(input: string, name: string): void;
  floats(shape: readonly number[], data: Float32Array): string;
  integers(shape: readonly number[], data: readonly number[]): string;
  /** x·Mᵀ for rows x [batch × columns] */
  timesTransposed(input: string, matrix: Matrix): string;
  /** Fields of a graph, to stand after its own. */
  pieces(): Pieces;
}

/** @param prefix of all names; none of the graph's own may start with it */
export function createGraphAddition(prefix: string, opset: number): GraphAddition {
  const nodes: Pieces[] = [];
  const constants: Pieces[] = [];
  let count = 0;
  const fresh = (what: string): string => {
    count += 1;
    return `${prefix}${count}_${what}`;
  };
  const node = (
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
    output = fresh(type),
  ): string => {
    nodes.push(nodeField(type, inputs, output, attributes));
    return output;
  };
  const constant = (shape: readonly number[], data: Float32Array | BigInt64Array): string => {
    const name = fresh('constant');
    constants.push(initializerField(name, shape, data));
    return name;
  };
  const integers: GraphAddition['integers'] = (shape, data) =>
    constant(shape, BigInt64Array.from(data, BigInt));

  return {
    operator: (type, inputs, attributes) => node(type, inputs, attributes),
    sum: (input, axis) =>
      opset >= AXES_AS_INPUT
        ? node('ReduceSum', [input, integers([1], [axis])], { keepdims: 1 })
        : node('ReduceSum', [input], { axes: [axis], keepdims: 1 }),
    publish(input, name) {
      node('Identity', [input], {}, name);
    },
    floats: constant,
    integers,
    timesTransposed: (input, { rows, columns, data }) =>
      node('MatMul', [input, constant([columns, rows], transposed(data, rows, columns))]),
    pieces: () => [...nodes, ...constants].flat(),
  };
}

function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      out[column * rows + row] = data[row * columns + column] ?? 0;
    }
  }
  return out;
}
