import { CrosslensError } from '../../protocol/errors.ts';
import {
  DIMENSION,
  GRAPH,
  MODEL,
  NODE,
  OPSET,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE,
} from './graph-parts.ts';
import type { Field } from './protobuf.ts';
import { insideOf, readFields, textOf } from './protobuf.ts';

/** What has to be known of an ONNX model to add to its graph. */
export interface ReadModel {
  /** Fields of the model but its graph, in order. */
  readonly others: readonly Field[];
  /** The graph as it is. */
  readonly graph: Uint8Array;
  readonly irVersion: number;
  /** Version of the standard operators; 0 when none are imported. */
  readonly opset: number;
  /** What the graph is fed with: constants that are also listed as inputs are left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly ReadValue[];
  /** Names that values of the graph have already. */
  readonly names: ReadonlySet<string>;
}

export interface ReadValue {
  readonly name: string;
  /** Of onnx.proto3's TensorProto.DataType. */
  readonly elementType: number;
  /** A name, or an empty text, for a size that is known when it runs. */
  readonly shape: readonly (number | string)[];
}

/** @throws CrosslensError `model-invalid` when the bytes are no ONNX model */
export function readModel(bytes: Uint8Array): ReadModel {
  const fields = readFields(bytes);
  const graphs = fields.filter(({ number }) => number === MODEL.graph);
  const graph = graphs[0];
  if (graph === undefined || graphs.length > 1) {
    throw new CrosslensError(
      'model-invalid',
      `The model file is no ONNX file that can be read: it has ${graphs.length} graphs, expected one.`,
    );
  }
  const parts = readFields(graph.bytes);
  const of = (number: number): Field[][] =>
    parts.filter((part) => part.number === number).map((part) => readFields(part.bytes));
  const constants = parts
    .filter(({ number }) => number === GRAPH.initializer)
    .map((part) => textOf(readFields(part.bytes), TENSOR.name));
  const inputs = of(GRAPH.input).map((value) => textOf(value, VALUE.name));
  const made = of(GRAPH.node).flatMap((node) =>
    node
      .filter(({ number }) => number === NODE.output)
      .map((output) => new TextDecoder().decode(output.bytes)),
  );
  const standard = fields
    .filter(({ number }) => number === MODEL.opsetImport)
    .map((field) => readFields(field.bytes))
    .find((opset) => ['', 'ai.onnx'].includes(textOf(opset, OPSET.domain)));
  return {
    others: fields.filter(({ number }) => number !== MODEL.graph),
    graph: graph.bytes,
    irVersion: fields.find(({ number }) => number === MODEL.irVersion)?.varint ?? 0,
    opset: standard?.find(({ number }) => number === OPSET.version)?.varint ?? 0,
    inputs: inputs.filter((input) => !constants.includes(input)),
    outputs: of(GRAPH.output).map(readValue),
    names: new Set([...constants, ...inputs, ...made]),
  };
}

/** An input or an output of a graph. */
export function readValue(value: readonly Field[]): ReadValue {
  const tensor = insideOf(insideOf(value, VALUE.type), TYPE.tensor);
  const dimensions = insideOf(tensor, TENSOR_TYPE.shape).filter(({ number }) => number === SHAPE.dimension);
  return {
    name: textOf(value, VALUE.name),
    elementType: tensor.find(({ number }) => number === TENSOR_TYPE.elementType)?.varint ?? 0,
    shape: dimensions.map(({ bytes }) => {
      const dimension = readFields(bytes);
      const size = dimension.find(({ number }) => number === DIMENSION.value);
      return size === undefined ? textOf(dimension, DIMENSION.name) : size.varint;
    }),
  };
}
