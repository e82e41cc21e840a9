/** Names of onnx.proto3's TensorProto.DataType as ONNX Runtime spells them, by number. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

/** @param elementType of TensorProto.DataType; 0 for what is not a tensor */
export function valueTypeName(elementType: number): string {
  return NAMES[elementType] ?? `type ${elementType}`;
}
