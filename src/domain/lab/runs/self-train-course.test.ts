import { describe, expect, it } from 'vitest';
import { allTraining, worldShard } from '../../../testing/lab-world.ts';
import { CannotRun } from '../cannot-run.ts';
import type { Shard } from '../../corpus/types.ts';
import type { LabData } from '../lab-data.ts';
import { plainNearest } from '../nearest.ts';
import { createPlainAlgebra } from '../plain-algebra.ts';
import type { SelfTrainRecipe } from '../recipe.ts';
import { selfTrainCourse } from './self-train-course.ts';

const RECIPE: SelfTrainRecipe = {
  kind: 'self-train',
  label: 'top',
  rounds: 1,
  depth: 1,
  threshold: 0.5,
  training: {
    shape: { kind: 'full' },
    epochs: 2,
    batchSize: 4,
    learningRate: 0.01,
    weightDecay: 0,
    temperature: 0.1,
  },
};

const direction = (degrees: number): number[] => {
  const angle = (degrees / 180) * Math.PI;
  return [Math.cos(angle), Math.sin(angle)];
};

/** Three units in German and English, in the plane; angles in the order de 0, 1, 2, en 0, 1, 2. */
const dataOf = (queries: readonly number[], passages: readonly number[], shard?: Partial<Shard>): LabData => {
  const whole = { ...worldShard(['de', 'en'], 3), ...shard };
  return {
    shard: whole,
    dimensions: 2,
    queries: Float32Array.from(queries.flatMap(direction)),
    passages: Float32Array.from(passages.flatMap(direction)),
    split: allTraining(whole),
  };
};
const PASSAGES = [0, 90, 180, 5, 95, 185];

function finish(recipe: SelfTrainRecipe, data: LabData) {
  const course = selfTrainCourse(recipe, data, 1, createPlainAlgebra(), plainNearest);
  let steps = 0;
  for (let piece = course.pieces.next(); piece.done !== true; piece = course.pieces.next()) {
    if (piece.value !== null) steps += 1;
  }
  return { ...course.standing, steps };
}

describe('selfTrainCourse', () => {
  it('labels each query with its best passage of each language, and says how many are relevant', () => {
    // de-0 and en-2 lie beside their own passages in both languages, de-1 beside those of unit 0; the others are 40°
    // and more from all, which is a cosine of 0.77 at most.
    const { rounds, examples, steps, total } = finish(
      { ...RECIPE, threshold: 0.9 },
      dataOf([2, 10, 270, 45, 47, 182], PASSAGES),
    );
    expect(rounds).toHaveLength(1);
    expect(rounds[0]).toMatchObject({ round: 1, labelled: 6, queries: 6, precision: 4 / 6 });
    expect([examples, steps, total]).toEqual([6, 2 * 2, 2 * 2]);
    expect(rounds[0]!.drift).toBeGreaterThan(0);
  });

  it('does not look at judgements for anything but the report', () => {
    const angles = [2, 10, 270, 45, 47, 182];
    const world = worldShard(['de', 'en'], 3);
    const misjudged = world.queries.map((query) => ({ ...query, relevantRows: [] }));
    const steps = (data: LabData) => {
      const course = selfTrainCourse(RECIPE, data, 1, createPlainAlgebra(), plainNearest);
      while (course.pieces.next().done !== true);
      return course.steps();
    };
    expect(steps(dataOf(angles, PASSAGES, { queries: misjudged }))).toEqual(steps(dataOf(angles, PASSAGES)));
  });

  it('labels anew in each round, and drifts from where the first one began', () => {
    const { rounds } = finish({ ...RECIPE, rounds: 3 }, dataOf([20, 110, 200, 20, 110, 200], PASSAGES));
    expect(rounds.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(rounds.every(({ labelled }) => labelled === 12)).toBe(true);
    expect(rounds[2]!.drift).toBeGreaterThan(rounds[0]!.drift);
  });

  it('ends with a round that finds nothing', () => {
    const { rounds, steps, total } = finish(
      { ...RECIPE, rounds: 3, threshold: 0.99 },
      dataOf([45, 45, 45, 45, 45, 45], PASSAGES),
    );
    expect([steps, total]).toEqual([0, 0]);
    expect(rounds).toEqual([
      { round: 1, step: 0, labelled: 0, queries: 6, precision: null, drift: expect.closeTo(0, 6) as number },
    ]);
  });

  it('mines passages that hold an answer of a parallel query in their language', () => {
    const world = worldShard(['de', 'en'], 3);
    const answers: Readonly<Record<string, readonly string[]>> = {
      'q-de-0': ['Wien'],
      'q-en-0': ['Vienna'],
      'q-en-1': ['yes', '…'],
    };
    const texts = ['In Wien.', 'Wiener Art', 'Vienna', 'to VIENNA!', 'Wien', 'yes … Vienna'];
    const data = dataOf([0, 90, 180, 0, 90, 180], PASSAGES, {
      queries: world.queries.map((query) => {
        const own = answers[query.id];
        return own === undefined ? query : { ...query, answers: own };
      }),
      passages: world.passages.map((passage, row) => ({ ...passage, text: texts[row]! })),
    });
    // Both queries of unit 0: de-0 by "Wien" and en-0 by "Vienna", each in its own language; en-2, which holds
    // "Vienna" too, is farther than the threshold. No other query has an answer to look for.
    const near = finish({ ...RECIPE, label: 'answer', depth: 3 }, data);
    expect(near.rounds[0]).toMatchObject({ labelled: 4, precision: 1 });
    // Without a threshold en-2 counts as well, unless the depth keeps it out: it is the third of its language.
    const far: SelfTrainRecipe = { ...RECIPE, label: 'answer', depth: 3, threshold: -1 };
    expect(finish(far, data).rounds[0]).toMatchObject({ labelled: 6, precision: 4 / 6 });
    expect(finish({ ...far, depth: 2 }, data).rounds[0]).toMatchObject({ labelled: 4, precision: 1 });
  });

  it('says what is missing', () => {
    const data = dataOf([0, 90, 180, 0, 90, 180], PASSAGES);
    const start = (recipe: SelfTrainRecipe, of: LabData) => () => {
      selfTrainCourse(recipe, of, 1, createPlainAlgebra(), plainNearest);
    };
    expect(start({ ...RECIPE, label: 'answer' }, data)).toThrow(/no question of the training half has one/);
    const nothing = { ...data, split: { ...data.split, trainingQueries: new Uint8Array(6) } };
    expect(start(RECIPE, nothing)).toThrow(CannotRun);
  });
});
