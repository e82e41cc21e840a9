import type { Shape } from '../domain/lab/recipe.ts';

/** Adapters and losses once more, vector by vector in double precision, as their formulas stand. */

type Vector = readonly number[];
export type Parameters = Readonly<Record<string, Float64Array>>;

/** f(x) with parameters by their names. */
export function adapt(shape: Shape, parameters: Parameters, x: Vector): Vector {
  const of = (name: string): Float64Array => parameters[name] ?? new Float64Array(0);
  switch (shape.kind) {
    case 'full':
      return times(of('weight'), x);
    case 'low-rank':
      return plus(x, times(of('up'), times(of('down'), x)));
    case 'hidden':
      return plus(x, times(of('outer'), plus(times(of('inner'), x), [...of('bias')]).map(Math.tanh)));
  }
}

export function infoNce(
  queries: readonly Vector[],
  passages: readonly Vector[],
  positive: ArrayLike<number>,
  excluded: ArrayLike<number> | null,
  temperature: number,
): number {
  const losses = queries.map((query, q) => {
    const own = positive[q] ?? 0;
    const logits = passages.map((passage) => cosine(query, passage) / temperature);
    const counted = logits.filter((_, p) => p === own || excluded?.[q * passages.length + p] !== 1);
    return logSumExp(counted) - (logits[own] ?? NaN);
  });
  return mean(losses);
}

export function distillation(
  students: readonly Vector[],
  teachers: readonly Vector[],
  passages: readonly Vector[],
  options: { readonly scale: number; readonly softening: number; readonly squaredWeight: number },
): number {
  const { scale, softening, squaredWeight } = options;
  const logShares = (vector: Vector): Vector => {
    const logits = passages.map((passage) => (scale * cosine(vector, passage)) / softening);
    const all = logSumExp(logits);
    return logits.map((logit) => logit - all);
  };
  const losses = students.map((student, row) => {
    const teacher = teachers[row] ?? [];
    const [wanted, found] = [logShares(teacher), logShares(student)];
    const divergence = sum(wanted.map((log, p) => Math.exp(log) * (log - (found[p] ?? NaN))));
    const [s, t] = [unit(student), unit(teacher)];
    const squares = sum(s.map((value, i) => (value - (t[i] ?? NaN)) ** 2));
    return softening ** 2 * divergence + squaredWeight * squares;
  });
  return mean(losses);
}

/** (f(x + h) − f(x − h)) ÷ 2h for every number of every parameter. */
export function centralDifferences(
  parameters: Parameters,
  loss: (parameters: Parameters) => number,
): Parameters {
  const step = 1e-5;
  const gradients = Object.entries(parameters).map(([name, values]) => {
    const gradient = values.map((value, i) => {
      const at = (moved: number): number => loss({ ...parameters, [name]: values.with(i, moved) });
      return (at(value + step) - at(value - step)) / (2 * step);
    });
    return [name, gradient] as const;
  });
  return Object.fromEntries(gradients);
}

function times(matrix: Float64Array, x: Vector): Vector {
  const rows = matrix.length / x.length;
  return Array.from({ length: rows }, (_, row) =>
    sum(x.map((value, i) => value * (matrix[row * x.length + i] ?? NaN))),
  );
}

function cosine(a: Vector, b: Vector): number {
  const [ua, ub] = [unit(a), unit(b)];
  return sum(ua.map((value, i) => value * (ub[i] ?? NaN)));
}

function unit(x: Vector): Vector {
  const length = Math.hypot(...x);
  return x.map((value) => value / length);
}

function plus(a: Vector, b: Vector): Vector {
  return a.map((value, i) => value + (b[i] ?? NaN));
}

function logSumExp(values: Vector): number {
  const highest = Math.max(...values);
  return highest + Math.log(sum(values.map((value) => Math.exp(value - highest))));
}

function sum(values: Vector): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: Vector): number {
  return sum(values) / values.length;
}
