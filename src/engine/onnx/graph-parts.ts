import type { Pieces } from './protobuf.ts';
import { bytesField, varintField } from './protobuf.ts';

/** Field numbers and constants of onnx.proto3 (github.com/onnx/onnx), as far as a graph is read or added to. */
export const MODEL = { irVersion: 1, graph: 7, opsetImport: 8, function: 25 } as const;
export const OPSET = { domain: 1, version: 2 } as const;
export const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 } as const;
export const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 } as const;
export const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9, externalData: 13, location: 14 } as const;
/** An entry of a tensor's external data. */
export const ENTRY = { key: 1, value: 2 } as const;
export const FUNCTION = { node: 7, domain: 10 } as const;
export const VALUE = { name: 1, type: 2 } as const;
export const TYPE = { tensor: 1 } as const;
export const TENSOR_TYPE = { elementType: 1, shape: 2 } as const;
export const SHAPE = { dimension: 1 } as const;
export const DIMENSION = { value: 1, name: 2 } as const;
export const ATTRIBUTE = {
  name: 1,
  integer: 3,
  tensor: 5,
  graph: 6,
  integers: 8,
  tensors: 10,
  graphs: 11,
  type: 20,
} as const;
const ATTRIBUTE_TYPE = { integer: 2, integers: 7 } as const;
export const FLOAT = 1;
const INT64 = 7;

/** A node as a field of a graph. Attributes are whole numbers or lists of them. */
export function nodeField(
  opType: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Pieces {
  return bytesField(GRAPH.node, [
    ...inputs.flatMap((input) => bytesField(NODE.input, input)),
    ...bytesField(NODE.output, output),
    ...bytesField(NODE.name, output),
    ...bytesField(NODE.opType, opType),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      bytesField(NODE.attribute, [
        ...bytesField(ATTRIBUTE.name, name),
        ...(typeof value === 'number'
          ? [...varintField(ATTRIBUTE.integer, value), ...varintField(ATTRIBUTE.type, ATTRIBUTE_TYPE.integer)]
          : [
              ...value.flatMap((item) => varintField(ATTRIBUTE.integers, item)),
              ...varintField(ATTRIBUTE.type, ATTRIBUTE_TYPE.integers),
            ]),
      ]),
    ),
  ]);
}

/** A constant tensor as a field of a graph. */
export function initializerField(
  name: string,
  shape: readonly number[],
  data: Float32Array | BigInt64Array,
): Pieces {
  return bytesField(GRAPH.initializer, [
    ...shape.flatMap((size) => varintField(TENSOR.dims, size)),
    ...varintField(TENSOR.dataType, data instanceof Float32Array ? FLOAT : INT64),
    ...bytesField(TENSOR.name, name),
    // Little endian, as every machine that runs this is.
    ...bytesField(TENSOR.rawData, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

/** An input or output of floats or whole numbers as a field of a graph; a size that is a name is known when it runs. */
export function valueField(
  field: typeof GRAPH.input | typeof GRAPH.output,
  name: string,
  type: 'float' | 'int64',
  shape: readonly (number | string)[],
): Pieces {
  const dimensions = shape.flatMap((size) =>
    bytesField(
      SHAPE.dimension,
      typeof size === 'number' ? varintField(DIMENSION.value, size) : bytesField(DIMENSION.name, size),
    ),
  );
  const tensor = [
    ...varintField(TENSOR_TYPE.elementType, type === 'float' ? FLOAT : INT64),
    ...bytesField(TENSOR_TYPE.shape, dimensions),
  ];
  return bytesField(field, [
    ...bytesField(VALUE.name, name),
    ...bytesField(VALUE.type, bytesField(TYPE.tensor, tensor)),
  ]);
}
