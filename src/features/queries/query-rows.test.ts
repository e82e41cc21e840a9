import { describe, expect, it } from 'vitest';
import type { ArmValues } from '../../client/react/use-values.ts';
import { countDefined, queryRows } from './query-rows.ts';

const arm = (letter: string, values: readonly number[], noResults: readonly number[] = []): ArmValues =>
  ({
    arm: { letter },
    values: {
      queryIds: values.map((_, i) => `q${String(i)}`),
      groups: values.map(() => null),
      languages: values.map(() => 'am'),
      values: Float64Array.from(values),
      noResults: Uint8Array.from(values, (_, i) => noResults[i] ?? 0),
    },
    computing: false,
    error: null,
  }) as unknown as ArmValues;
const notRun = { ...arm('C', []), values: null };

describe('queryRows', () => {
  it('puts those first on which arms differ most', () => {
    const rows = queryRows([arm('A', [1, 0.5, 0.2]), arm('B', [0.9, 0.5, 1])], 'spread');
    expect(rows.map(({ queryId }) => queryId)).toEqual(['q2', 'q0', 'q1']);
    expect(rows[0]?.spread).toBeCloseTo(0.8);
  });

  it('puts those first that one arm finds hardest, those without a value last', () => {
    const rows = queryRows([arm('A', [1, NaN, 0.2]), arm('B', [0, 0, 0])], 'A');
    expect(rows.map(({ queryId }) => queryId)).toEqual(['q2', 'q0', 'q1']);
  });

  it('gives an arm that has not run no value, and keeps it out of the spread', () => {
    const [row] = queryRows([arm('A', [1]), arm('B', [0.25]), notRun], 'spread');
    expect(row?.values.at(-1)).toEqual({ letter: 'C', value: null, noResults: false });
    expect(row?.spread).toBe(0.75);
  });

  it('marks a query that a run says nothing of, whose value is 0', () => {
    const [row] = queryRows([arm('A', [0], [1])], 'spread');
    expect(row?.values[0]).toEqual({ letter: 'A', value: 0, noResults: true });
    expect(row?.spread).toBeNull();
  });

  it('counts what is undefined', () => {
    expect(countDefined(queryRows([arm('A', [1, NaN]), arm('B', [NaN, NaN])], 'spread'))).toEqual({
      defined: 1,
      undefined: 1,
    });
  });
});
