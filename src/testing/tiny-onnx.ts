import {
  ENTRY,
  GRAPH,
  MODEL,
  NODE,
  OPSET,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE,
} from '../engine/onnx/graph-parts.ts';
import { DIMENSION, SHAPE, initializerField, nodeField } from '../engine/onnx/graph-parts.ts';
import type { Pieces } from '../engine/onnx/protobuf.ts';
import { bytesField, join, varintField } from '../engine/onnx/protobuf.ts';

/** Graphs that can be checked by hand: a token's vector is its row of a table, [tokens of the vocabulary × 2]. */
const TABLE = Float32Array.of(0, 0, 3, 4, 1, 0, 100, 100);
/** What a place adds where a graph takes positions: [places × 2] */
const PLACES = Float32Array.of(0, 0, 10, 0, 20, 0, 30, 0);

/** Numbers of onnx.proto3's TensorProto.DataType. */
const ONNX_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
type TypeName = keyof typeof ONNX_TYPES;

export interface TinyOptions {
  /** Of the whole numbers that come in. */
  readonly ids?: TypeName;
  /** Inputs that the graph has beside input_ids; `position_ids` are used, others are not. */
  readonly inputs?: readonly { name: string; type: TypeName; shape: readonly (number | string)[] }[];
  readonly output?: string;
  readonly half?: boolean;
  /** One more output: the first token's vector, doubled. */
  readonly text?: string;
  /** Place of a second file that holds the table. */
  readonly external?: string;
  /** An operator that the graph sends its output through. */
  readonly operator?: { readonly type: string; readonly domain?: string };
}

const BATCH = ['batch', 'tokens'];

export function tinyOnnx(options: TinyOptions = {}): {
  readonly model: Uint8Array<ArrayBuffer>;
  /** What the second file holds. */
  readonly data: Uint8Array<ArrayBuffer>;
} {
  const { ids = 'int64', output = 'last_hidden_state', half = false, text, external, operator } = options;
  const inputs = options.inputs ?? [{ name: 'attention_mask', type: ids, shape: BATCH }];
  const places = inputs.some(({ name }) => name === 'position_ids');
  const last = operator === undefined ? output : 'before';
  const nodes = [
    ...nodeField('Gather', ['table', 'input_ids'], 'rows'),
    ...(places
      ? [
          ...nodeField('Gather', ['places', 'position_ids'], 'moves'),
          ...nodeField('Add', ['rows', 'moves'], 'moved'),
        ]
      : nodeField('Identity', ['rows'], 'moved')),
    ...nodeField('Cast', ['moved'], last, { to: half ? ONNX_TYPES.float16 : ONNX_TYPES.float32 }),
    ...(operator === undefined ? [] : customNode(operator.type, operator.domain ?? '', last, output)),
    ...(text === undefined
      ? []
      : [
          ...nodeField('Gather', ['moved', 'first'], 'firsts', { axis: 1 }),
          ...nodeField('Add', ['firsts', 'firsts'], text),
          ...initializerField('first', [], BigInt64Array.of(0n)),
        ]),
  ];
  const model = join([
    ...varintField(MODEL.irVersion, 8),
    ...bytesField(MODEL.graph, [
      ...nodes,
      ...bytesField(2, 'tiny'),
      ...(external === undefined ? initializerField('table', [4, 2], TABLE) : externalField(external)),
      ...(places ? initializerField('places', [4, 2], PLACES) : []),
      ...valueField(GRAPH.input, 'input_ids', ids, BATCH),
      ...inputs.flatMap(({ name, type, shape }) => valueField(GRAPH.input, name, type, shape)),
      ...valueField(GRAPH.output, output, half ? 'float16' : 'float32', [...BATCH, 2]),
      ...(text === undefined ? [] : valueField(GRAPH.output, text, 'float32', ['batch', 2])),
    ]),
    ...bytesField(MODEL.opsetImport, varintField(OPSET.version, 17)),
    ...(operator?.domain === undefined
      ? []
      : bytesField(MODEL.opsetImport, [
          ...bytesField(OPSET.domain, operator.domain),
          ...varintField(OPSET.version, 1),
        ])),
  ]);
  return { model, data: new Uint8Array(TABLE.slice().buffer) };
}

function customNode(type: string, domain: string, input: string, output: string): Pieces {
  return bytesField(GRAPH.node, [
    ...bytesField(NODE.input, input),
    ...bytesField(NODE.output, output),
    ...bytesField(NODE.name, output),
    ...bytesField(NODE.opType, type),
    ...bytesField(NODE.domain, domain),
  ]);
}

function externalField(place: string): Pieces {
  const entry = (key: string, value: string): Pieces =>
    bytesField(TENSOR.externalData, [...bytesField(ENTRY.key, key), ...bytesField(ENTRY.value, value)]);
  return bytesField(GRAPH.initializer, [
    ...varintField(TENSOR.dims, 4),
    ...varintField(TENSOR.dims, 2),
    ...varintField(TENSOR.dataType, ONNX_TYPES.float32),
    ...bytesField(TENSOR.name, 'table'),
    ...entry('location', place),
    ...entry('offset', '0'),
    ...entry('length', String(TABLE.byteLength)),
    // 1: the numbers lie elsewhere.
    ...varintField(TENSOR.location, 1),
  ]);
}

function valueField(
  field: number,
  name: string,
  type: TypeName,
  shape: readonly (number | string)[],
): Pieces {
  const sizes = shape.flatMap((size) =>
    bytesField(
      SHAPE.dimension,
      typeof size === 'number' ? varintField(DIMENSION.value, size) : bytesField(DIMENSION.name, size),
    ),
  );
  return bytesField(field, [
    ...bytesField(VALUE.name, name),
    ...bytesField(
      VALUE.type,
      bytesField(TYPE.tensor, [
        ...varintField(TENSOR_TYPE.elementType, ONNX_TYPES[type]),
        ...bytesField(TENSOR_TYPE.shape, sizes),
      ]),
    ),
  ]);
}
