import type { LanguageCode } from '../../corpus/types.ts';
import { CannotRun } from '../cannot-run.ts';
import type { LabData } from '../lab-data.ts';
import { drawDistinct, drawOne } from './draw.ts';
import { stepRandom } from './step-random.ts';
import type { Unit } from './units.ts';
import { countQueries, findUnits } from './units.ts';

/** Rows: query i of `students` is to score the passages as query i of `teachers` does. */
export interface DistilBatch {
  readonly students: Uint32Array;
  readonly teachers: Uint32Array;
  readonly passages: Uint32Array;
}

/** A batch depends on its number alone, and has as many passages as queries at most. */
export interface DistilSampler {
  readonly pairs: number;
  readonly stepsPerEpoch: number;
  batch(step: number): DistilBatch;
}

/**
 * Batches of different units that have a query and a passage in the teacher's language. The student of a unit is one
 * of its queries, its language drawn uniformly; the teacher's own language is among them, so that the adapter, which
 * does not know languages, is held to leave the teacher's queries where they are. Both score one passage of each unit
 * in the teacher's language, where the teacher is at its best. Over passages of all languages it would hand down the
 * bias to its own: on XQuAD-R that lowered every figure.
 * @throws CannotRun where fewer than two units have those and a parallel query
 */
export function createDistilSampler(
  data: LabData,
  choice: { readonly teacher: LanguageCode; readonly batchSize: number; readonly seed: number },
): DistilSampler {
  const { teacher, batchSize, seed } = choice;
  const all = findUnits(data, []);
  const units = all.filter((unit) => canTeach(unit, teacher));
  if (units.length < 2) throw cannotTeach(teacher, all);
  const pairs = countQueries(units);

  return {
    pairs,
    stepsPerEpoch: Math.ceil(pairs / batchSize),
    batch(step) {
      const random = stepRandom(seed, 'distillation', step);
      const drawn = drawDistinct(units, batchSize, random);
      const queries = drawn.flatMap((unit) => {
        const lang = drawOne([...unit.queries.keys()], random) ?? teacher;
        const student = drawOne(unit.queries.get(lang) ?? [], random);
        const taught = lang === teacher ? student : drawOne(unit.queries.get(teacher) ?? [], random);
        return student === undefined || taught === undefined ? [] : [[student, taught] as const];
      });
      const passages = new Set(
        drawn.flatMap((unit) => drawOne(unit.passages.get(teacher) ?? [], random) ?? []),
      );
      return {
        students: Uint32Array.from(queries, ([student]) => student),
        teachers: Uint32Array.from(queries, ([, taught]) => taught),
        passages: Uint32Array.from(passages),
      };
    },
  };
}

function canTeach({ queries, passages }: Unit, teacher: LanguageCode): boolean {
  return queries.size > 1 && queries.has(teacher) && passages.has(teacher);
}

function cannotTeach(teacher: LanguageCode, units: readonly Unit[]): CannotRun {
  const languages = [...new Set(units.flatMap(({ queries }) => [...queries.keys()]))].sort();
  const others = languages.filter((lang) => units.filter((unit) => canTeach(unit, lang)).length > 1);
  return new CannotRun(
    `Distillation needs two questions at least that have a relevant passage in the teacher's language (${teacher}) ` +
      `and stand in it and in another language; the training half has fewer. ${
        others.length > 0
          ? `Choose a teacher among ${others.join(', ')}.`
          : 'No other language has them either: choose another recipe, such as hybrid batches.'
      }`,
  );
}
