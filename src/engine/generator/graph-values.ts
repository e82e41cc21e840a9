import { CrosslensError } from '../../protocol/errors.ts';
import type { Graph, GraphValue } from '../ort/session.ts';

/**
 * Refuses a graph that lacks what it must have, asks for what nobody gives, or computes in other numbers than float32.
 * @param required inputs without which the graph cannot do its part
 * @param optional inputs that it is given if it asks
 * @throws CrosslensError `model-invalid`
 */
export function checkGraph(
  graph: Graph,
  names: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
    readonly outputs: readonly string[];
  },
): void {
  const inputs = graph.inputs.map(({ name }) => name);
  const known = new Set([...names.required, ...names.optional]);
  refuse(
    graph,
    'lacks the input',
    names.required.filter((name) => !inputs.includes(name)),
  );
  refuse(
    graph,
    'asks for the input',
    inputs.filter((name) => !known.has(name)),
  );
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  refuse(
    graph,
    'lacks the output',
    names.outputs.filter((name) => !outputs.has(name)),
  );
  const half = [...graph.inputs, ...graph.outputs].find(({ type }) => type === 'float16');
  if (half !== undefined) {
    throw new CrosslensError(
      'model-invalid',
      `${graph.name} computes in half precision (${half.name}). Use the int8 or the float32 export.`,
    );
  }
}

/** The inputs of a graph that hold the cache: `past_key_values.{layer}.{decoder|encoder}.{key|value}`. */
export function pastNames(graph: Graph): { readonly own: string[]; readonly cross: string[] } {
  const own: string[] = [];
  const cross: string[] = [];
  for (const { name } of graph.inputs) {
    const part = /^past_key_values\.\d+\.(decoder|encoder)\.(?:key|value)$/.exec(name)?.[1];
    if (part === 'decoder') own.push(name);
    if (part === 'encoder') cross.push(name);
  }
  return { own, cross };
}

/** The output that becomes this input in the next step. */
export function presentName(past: string): string {
  return past.replace('past_key_values', 'present');
}

export function inputNamed(graph: Graph, name: string): GraphValue | undefined {
  return graph.inputs.find((input) => input.name === name);
}

function refuse(graph: Graph, what: string, names: readonly string[]): void {
  if (names.length === 0) return;
  throw new CrosslensError(
    'model-invalid',
    `${graph.name} ${what}${names.length > 1 ? 's' : ''} ${names.join(', ')}. It is not part of an encoder–decoder in the Hugging Face ONNX layout.`,
  );
}
