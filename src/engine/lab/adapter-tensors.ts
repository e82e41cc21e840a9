import type { Adapter, AdapterStep, ByLanguage, Matrix } from '../../domain/adapter/adapter.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { StepDescription } from '../../protocol/lab-arm.ts';
import type { SafeTensor, SafeTensors } from '../safetensors.ts';

type Tensors = SafeTensors['tensors'];

/** Takes an adapter apart: its steps with names (`step0.weight`, `step1.offsets.am`) where tensors were. */
export function nameTensors({ steps }: Adapter): {
  readonly steps: readonly StepDescription[];
  readonly tensors: Tensors;
} {
  const tensors = new Map<string, SafeTensor>();
  const described = steps.map((step, position) => {
    const vector = (part: string, data: Float32Array): string => {
      const name = `step${position}.${part}`;
      tensors.set(name, { shape: [data.length], data });
      return name;
    };
    const matrix = (part: string, { rows, columns, data }: Matrix): string => {
      const name = `step${position}.${part}`;
      tensors.set(name, { shape: [rows, columns], data });
      return name;
    };
    return describeStep(step, vector, matrix);
  });
  return { steps: described, tensors };
}

function describeStep(
  step: AdapterStep,
  vector: (part: string, data: Float32Array) => string,
  matrix: (part: string, matrix: Matrix) => string,
): StepDescription {
  const { kind, to } = step;
  switch (kind) {
    case 'unit-length':
      return { kind, to };
    case 'shift':
      return { kind, to, offsets: mapLanguages(step.offsets, 'offsets', vector) };
    case 'project-out':
      return { kind, to, bases: mapLanguages(step.bases, 'bases', matrix) };
    case 'linear': {
      const bias = step.bias === null ? null : vector('bias', step.bias);
      return { kind, to, weight: matrix('weight', step.weight), bias };
    }
    case 'low-rank':
      return { kind, to, down: matrix('down', step.down), up: matrix('up', step.up) };
    case 'hidden':
      return {
        kind,
        to,
        inner: matrix('inner', step.inner),
        bias: vector('bias', step.bias),
        outer: matrix('outer', step.outer),
      };
  }
}

/**
 * Puts an adapter together from a file's steps and tensors. Every shape is checked against `dimensions`, and every
 * tensor must belong to a step.
 * @throws CrosslensError `arm-file-invalid`
 */
export function joinTensors(
  dimensions: number,
  steps: readonly StepDescription[],
  tensors: Tensors,
): Adapter {
  const d = dimensions;
  const unused = new Set(tensors.keys());
  /** A size of `null` may be any: the rank or width that the file chose. */
  const take = (name: string, where: string, shape: readonly (number | null)[]): SafeTensor => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw invalid(`${where} wants a tensor ${name}, which the file does not hold.`);
    const fits =
      tensor.shape.length === shape.length &&
      tensor.shape.every((size, axis) => size >= 1 && size === (shape[axis] ?? size));
    if (!fits) {
      const wanted = shape.map((size) => size ?? 'any').join(', ');
      throw invalid(`${where}: the tensor ${name} is [${tensor.shape.join(', ')}], expected [${wanted}].`);
    }
    unused.delete(name);
    return tensor;
  };

  const joined = steps.map((step, position): AdapterStep => {
    const where = `Step ${position + 1} (${step.kind})`;
    const vector = (name: string, size: number): Float32Array => take(name, where, [size]).data;
    const matrix = (name: string, rows: number | null, columns: number | null): Matrix => {
      const { shape, data } = take(name, where, [rows, columns]);
      return { rows: shape[0] ?? 0, columns: shape[1] ?? 0, data };
    };
    const { kind, to } = step;
    switch (kind) {
      case 'unit-length':
        return { kind, to };
      case 'shift':
        return { kind, to, offsets: mapLanguages(step.offsets, '', (_, name) => vector(name, d)) };
      case 'project-out':
        return { kind, to, bases: mapLanguages(step.bases, '', (_, name) => matrix(name, null, d)) };
      case 'linear':
        return {
          kind,
          to,
          weight: matrix(step.weight, d, d),
          bias: step.bias === null ? null : vector(step.bias, d),
        };
      case 'low-rank': {
        const down = matrix(step.down, null, d);
        return { kind, to, down, up: matrix(step.up, d, down.rows) };
      }
      case 'hidden': {
        const inner = matrix(step.inner, null, d);
        const bias = vector(step.bias, inner.rows);
        return { kind, to, inner, bias, outer: matrix(step.outer, d, inner.rows) };
      }
    }
  });
  if (unused.size > 0) {
    throw invalid(`The file holds tensors that no step uses: ${[...unused].slice(0, 5).join(', ')}.`);
  }
  return { dimensions, steps: joined };
}

function mapLanguages<T, U>(
  { languages, otherwise }: ByLanguage<T>,
  part: string,
  map: (part: string, value: T) => U,
): { languages: Record<string, U>; otherwise: U | null } {
  return {
    languages: Object.fromEntries(
      Object.entries(languages).map(([lang, value]) => [lang, map(`${part}.${lang}`, value)]),
    ),
    // No language code is that long.
    otherwise: otherwise === null ? null : map(`${part}.otherwise`, otherwise),
  };
}

function invalid(message: string): CrosslensError {
  return new CrosslensError('arm-file-invalid', message);
}
