import type { LinearAlgebra } from '../linear-algebra.ts';
import type { LossSize } from './info-nce.ts';
import { backThroughUnitRows, toUnitRows } from './unit-rows.ts';

export interface DistillationInput {
  /** What is trained, [queryCount × d], of any length. */
  readonly students: Float32Array;
  /** The teacher's vector for each student, frozen. [queryCount × d] */
  readonly teachers: Float32Array;
  /** What both are compared with, frozen. [passageCount × d] */
  readonly passages: Float32Array;
  /** At least 1, as is passageCount. */
  readonly queryCount: number;
  readonly passageCount: number;
  /** Multiplies cosines. */
  readonly scale: number;
  /** T: divides both logits. */
  readonly softening: number;
  readonly squaredWeight: number;
}

export interface DistillationResult {
  readonly loss: number;
  /** [queryCount × d], valid until the next call. */
  readonly dStudents: Float32Array;
}

/**
 * Distillation of score distributions (Dr.DECR's idea on single vectors; papers.md, section 5):
 *
 *     mean over rows of  T² · KL(softmax(scale·cos(t, p_j) ÷ T) ‖ softmax(scale·cos(s, p_j) ÷ T))  +  w · |ŝ − t̂|²
 *
 * The factor T² is Hinton's (arXiv 1503.02531, section 2): gradients of softened logits shrink by 1 ÷ T², so with it
 * the softening changes what is taught and not how much it weighs beside the squared term. The squared term is
 * |ŝ − t̂|² = 2 − 2·cos(s, t), summed over dimensions: a mean over them would make w mean something else for every
 * encoder.
 */
export function createDistillation(
  algebra: LinearAlgebra,
  size: LossSize,
): (input: DistillationInput) => DistillationResult {
  const d = size.dimensions;
  const studentUnits = algebra.matrix(size.queries, d);
  const teacherUnits = algebra.matrix(size.queries, d);
  const passageUnits = algebra.matrix(size.passages, d);
  const dStudents = algebra.matrix(size.queries, d);
  /** Cosines, then their gradients. */
  const studentCosines = algebra.matrix(size.queries, size.passages);
  const teacherCosines = algebra.matrix(size.queries, size.passages);
  const studentLengths = new Float32Array(size.queries);
  /** Lengths of what is frozen, which nothing goes back through. */
  const unused = new Float32Array(Math.max(size.queries, size.passages));

  return (input) => {
    const { queryCount, passageCount, scale, softening, squaredWeight } = input;
    if (Math.min(queryCount, passageCount) < 1 || queryCount > size.queries || passageCount > size.passages) {
      throw new RangeError(
        `${queryCount} queries and ${passageCount} passages; room for ${size.queries} and ${size.passages}.`,
      );
    }
    toUnitRows(input.students, queryCount, d, studentUnits, studentLengths);
    toUnitRows(input.teachers, queryCount, d, teacherUnits, unused);
    toUnitRows(input.passages, passageCount, d, passageUnits, unused);
    const scores = { m: queryCount, n: passageCount, k: d };
    algebra.multiply(studentCosines, studentUnits, passageUnits, scores, { transposed: 'b' });
    algebra.multiply(teacherCosines, teacherUnits, passageUnits, scores, { transposed: 'b' });

    let divergence = 0;
    for (let q = 0; q < queryCount; q += 1) {
      const [start, end] = [q * passageCount, (q + 1) * passageCount];
      divergence += divergenceOf(
        teacherCosines.subarray(start, end),
        studentCosines.subarray(start, end),
        scale / softening,
        (softening * scale) / queryCount,
      );
    }
    let squares = 0;
    for (let i = 0; i < queryCount * d; i += 1) {
      const difference = (studentUnits[i] ?? 0) - (teacherUnits[i] ?? 0);
      squares += difference * difference;
      dStudents[i] = (2 * squaredWeight * difference) / queryCount;
    }
    const back = { m: queryCount, n: d, k: passageCount };
    algebra.multiply(dStudents, studentCosines, passageUnits, back, { accumulate: true });
    backThroughUnitRows(studentUnits, studentLengths, queryCount, d, dStudents);
    return {
      loss: (softening * softening * divergence + squaredWeight * squares) / queryCount,
      dStudents: dStudents.subarray(0, queryCount * d),
    };
  };
}

/**
 * KL(softmax(sharpness · teacher) ‖ softmax(sharpness · student)). Replaces the student's cosines by `weight` times
 * the difference of the distributions, and the teacher's by what is of no further use.
 */
function divergenceOf(
  teacher: Float32Array,
  student: Float32Array,
  sharpness: number,
  weight: number,
): number {
  const teacherLog = logSumExp(teacher, sharpness);
  const studentLog = logSumExp(student, sharpness);
  let sum = 0;
  for (let p = 0; p < student.length; p += 1) {
    const logTeacher = sharpness * (teacher[p] ?? 0) - teacherLog;
    const logStudent = sharpness * (student[p] ?? 0) - studentLog;
    const share = Math.exp(logTeacher);
    sum += share * (logTeacher - logStudent);
    student[p] = weight * (Math.exp(logStudent) - share);
  }
  return sum;
}

/** log Σ exp(sharpness · value), with the largest taken off first. */
function logSumExp(values: Float32Array, sharpness: number): number {
  let highest = -Infinity;
  for (const value of values) highest = Math.max(highest, sharpness * value);
  let sum = 0;
  for (const value of values) sum += Math.exp(sharpness * value - highest);
  return highest + Math.log(sum);
}
