import { CrosslensError } from '../../protocol/errors.ts';
import { ATTRIBUTE, ENTRY, FUNCTION, GRAPH, MODEL, NODE, OPSET, TENSOR } from '../onnx/graph-parts.ts';
import type { Field } from '../onnx/protobuf.ts';
import { readFields, textOf } from '../onnx/protobuf.ts';
import { readValue } from '../onnx/read-model.ts';
import { valueTypeName } from '../onnx/value-type.ts';
import { refuseStranger } from './file-kind.ts';

export interface OnnxValue {
  readonly name: string;
  /** `float32`, `int64`, …, as ONNX Runtime spells types. */
  readonly type: string;
  /** A text stands for a size that is known when the graph runs. */
  readonly shape: readonly (number | string)[];
}

/** What an ONNX file says of itself. Its weights are passed over. */
export interface OnnxFile {
  /** What the graph is fed with. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Of the standard operators; 0 where none are imported. */
  readonly opset: number;
  /** Operators by name, with their domain where it is not the standard one (`com.microsoft.MatMulNBits`). */
  readonly operators: ReadonlySet<string>;
  /** Second files with weights, by their place beside the graph, and how many bytes of each are read. */
  readonly external: ReadonlyMap<string, number>;
  /** Numbers of all matrices that every token is multiplied with; what is only looked up does not count. */
  readonly multiplied: number;
  /** Layers in which each token looks at every other one. */
  readonly attentionLayers: number;
}

/** Domains that onnxruntime-web 1.30 has operators of. */
const DOMAINS = /^(|ai\.onnx(\.ml|\.preview(\.training)?|\.training)?|com\.microsoft|com\.ms\.internal\.nhwc)$/;
/** Version of the standard operators that onnxruntime-web 1.30 knows. */
const NEWEST_OPSET = 26;
const MULTIPLIERS = /MatMul|Gemm|^(com\.microsoft\.)?Q?Attention$/;
const ATTENTION = /^(com\.microsoft\.)?(Softmax|Q?Attention|MultiHeadAttention|GroupQueryAttention)$/;
/** These hand a weight on as it is, or in another type or order. */
const PASS_ON = /^(DequantizeLinear|Cast|Identity|Transpose|Reshape)$/;

/**
 * Reads an ONNX file without its weights, so that what is wrong with it is known before a session fails on it.
 * @param path how the file is called in messages
 * @throws CrosslensError `file-damaged` (cut short, or not a model's file at all), `model-invalid` (not ONNX, or with
 * operators that the runtime lacks)
 */
export function inspectOnnx(bytes: Uint8Array, path: string): OnnxFile {
  refuseStranger(bytes, path);
  const model = fieldsOfModel(bytes, path);
  const found = createCollection();
  try {
    const localDomains = new Set(['']);
    for (const part of all(model, MODEL.function)) {
      localDomains.add(textOf(part, FUNCTION.domain));
      for (const node of all(part, FUNCTION.node)) found.node(node);
    }
    const graph = all(model, MODEL.graph)[0] ?? [];
    found.graph(graph);
    refuseDomains(found.operators, found.domains, localDomains, path);
    const opset = opsetOf(model);
    refuseOpset(opset, path);
    const constants = found.constants;
    return {
      inputs: all(graph, GRAPH.input)
        .map(valueOf)
        .filter(({ name }) => !constants.has(name)),
      outputs: all(graph, GRAPH.output).map(valueOf),
      opset,
      operators: found.operators,
      external: found.external,
      multiplied: found.multiplied(),
      attentionLayers: found.attentionLayers(),
    };
  } catch (error) {
    if (error instanceof CrosslensError && error.message.startsWith(path)) throw error;
    throw new CrosslensError(
      'file-damaged',
      `${path} is damaged: what it says of its graph cannot be read (${messageOf(error)}). Fetch it again.`,
      { cause: error },
    );
  }
}

/** Fields of the model, which must be there to the end: a file that was cut short breaks off inside one. */
function fieldsOfModel(bytes: Uint8Array, path: string): Field[] {
  // Every exporter writes the version of the format first: field 1, a small number.
  const looksRight = bytes[0] === 8 && (bytes[1] ?? 1) > 0 && (bytes[1] ?? 1) < 64;
  let fields: Field[];
  try {
    fields = readFields(bytes);
  } catch (error) {
    if (looksRight) {
      throw new CrosslensError(
        'file-damaged',
        `${path} is cut short: it breaks off after ${bytes.length.toLocaleString('en')} bytes. Fetch it again.`,
        { cause: error },
      );
    }
    throw notOnnx(path, error);
  }
  const graphs = fields.filter(({ number }) => number === MODEL.graph);
  if (graphs.length === 0 && looksRight) {
    throw new CrosslensError(
      'file-damaged',
      `${path} is cut short: it ends before its graph. Fetch it again.`,
    );
  }
  if (graphs.length !== 1) throw notOnnx(path);
  if (!fields.some(({ number }) => number === MODEL.opsetImport)) {
    throw new CrosslensError(
      'file-damaged',
      `${path} does not say which operators it uses; it may be cut short. Fetch it again.`,
    );
  }
  return fields;
}

interface Collection {
  readonly operators: Set<string>;
  /** Domain → an operator of it. */
  readonly domains: Map<string, string>;
  readonly external: Map<string, number>;
  /** Names of constants of the outermost graph. */
  readonly constants: ReadonlyMap<string, readonly number[]>;
  graph(fields: readonly Field[]): void;
  node(fields: readonly Field[]): void;
  multiplied(): number;
  attentionLayers(): number;
}

function createCollection(): Collection {
  const operators = new Set<string>();
  const domains = new Map<string, string>();
  const external = new Map<string, number>();
  /** Name → shape. */
  const constants = new Map<string, readonly number[]>();
  let multiplied = 0;
  let attention = 0;

  const tensor = (fields: readonly Field[]): void => {
    const entries = new Map(
      all(fields, TENSOR.externalData).map((entry) => [textOf(entry, ENTRY.key), textOf(entry, ENTRY.value)]),
    );
    const location = entries.get('location');
    if (location === undefined || location === '') return;
    const place = location.replace(/^\.\//, '');
    const end = Number(entries.get('offset') ?? 0) + Number(entries.get('length') ?? 0);
    external.set(place, Math.max(external.get(place) ?? 0, Number.isFinite(end) ? end : 0));
  };

  const node = (fields: readonly Field[]): void => {
    const domain = textOf(fields, NODE.domain).replace(/^ai\.onnx$/, '');
    const type = textOf(fields, NODE.opType);
    const operator = domain === '' ? type : `${domain}.${type}`;
    operators.add(operator);
    domains.set(domain, operator);
    const numbers = new Map<string, number>();
    for (const attribute of all(fields, NODE.attribute)) {
      const integer = attribute.find(({ number }) => number === ATTRIBUTE.integer);
      if (integer !== undefined) numbers.set(textOf(attribute, ATTRIBUTE.name), integer.varint);
      for (const part of all(attribute, ATTRIBUTE.tensor)) tensor(part);
      for (const part of all(attribute, ATTRIBUTE.tensors)) tensor(part);
      for (const part of all(attribute, ATTRIBUTE.graph)) graph(part);
      for (const part of all(attribute, ATTRIBUTE.graphs)) graph(part);
    }
    const inputs = texts(fields, NODE.input);
    if (ATTENTION.test(operator)) attention += 1;
    if (MULTIPLIERS.test(operator)) {
      // Weights of a few bits lie in blocks, whose shape says nothing of the matrix.
      const [rows, columns] = [numbers.get('K'), numbers.get('N')];
      multiplied +=
        rows !== undefined && columns !== undefined
          ? rows * columns
          : inputs.reduce((sum, input) => sum + sizeOfMatrix(constants.get(input)), 0);
    } else if (PASS_ON.test(operator)) {
      const shape = constants.get(inputs[0] ?? '');
      const [output] = texts(fields, NODE.output);
      if (shape !== undefined && output !== undefined) constants.set(output, shape);
    }
  };

  const graph = (fields: readonly Field[]): void => {
    for (const part of all(fields, GRAPH.initializer)) {
      constants.set(textOf(part, TENSOR.name), shapeOf(part));
      tensor(part);
    }
    for (const part of all(fields, GRAPH.node)) node(part);
  };

  return {
    operators,
    domains,
    external,
    constants,
    graph,
    node,
    multiplied: () => multiplied,
    attentionLayers: () => attention,
  };
}

function refuseDomains(
  operators: ReadonlySet<string>,
  domains: ReadonlyMap<string, string>,
  local: ReadonlySet<string>,
  path: string,
): void {
  for (const [domain, operator] of domains) {
    // A function that the file itself defines needs no operator of the runtime.
    if (DOMAINS.test(domain) || local.has(domain)) continue;
    const others = [...operators].filter((name) => name.startsWith(`${domain}.`) && name !== operator);
    throw new CrosslensError(
      'model-invalid',
      `${path} uses the operator ${operator}${others.length > 0 ? ` and ${String(others.length)} more of its kind` : ''}, which onnxruntime-web does not have (domain ${domain}). Choose another file of the repository, or export the model with standard operators only.`,
    );
  }
}

function refuseOpset(opset: number, path: string): void {
  if (opset <= NEWEST_OPSET) return;
  throw new CrosslensError(
    'model-invalid',
    `${path} uses version ${opset} of ONNX’s operators, which is newer than this runtime (${NEWEST_OPSET}). Export the model with an older opset (--opset 17, say), or choose another file.`,
  );
}

function valueOf(fields: readonly Field[]): OnnxValue {
  const { name, elementType, shape } = readValue(fields);
  return { name, type: elementType === 0 ? 'no tensor' : valueTypeName(elementType), shape };
}

function opsetOf(model: readonly Field[]): number {
  const standard = all(model, MODEL.opsetImport).find((opset) =>
    ['', 'ai.onnx'].includes(textOf(opset, OPSET.domain)),
  );
  return standard?.find(({ number }) => number === OPSET.version)?.varint ?? 0;
}

/** Fields of every submessage with a number. */
function all(fields: readonly Field[], number: number): Field[][] {
  return fields.filter((field) => field.number === number).map(({ bytes }) => readFields(bytes));
}

function texts(fields: readonly Field[], number: number): string[] {
  const decoder = new TextDecoder();
  return fields.filter((field) => field.number === number).map(({ bytes }) => decoder.decode(bytes));
}

/** Sizes stand one in a field, or all in one field (packed). */
function shapeOf(tensor: readonly Field[]): number[] {
  return tensor
    .filter(({ number }) => number === TENSOR.dims)
    .flatMap(({ varint, bytes }) => (varint >= 0 ? [varint] : packed(bytes)));
}

function packed(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) {
      values.push(value);
      value = 0;
      factor = 1;
    }
  }
  return values;
}

function sizeOfMatrix(shape: readonly number[] | undefined): number {
  return shape === undefined || shape.length < 2 ? 0 : shape.reduce((product, size) => product * size, 1);
}

function notOnnx(path: string, cause?: unknown): CrosslensError {
  return new CrosslensError(
    'model-invalid',
    `${path} is not an ONNX file. Choose a file that an ONNX exporter wrote; its name ends with .onnx.`,
    { cause },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
