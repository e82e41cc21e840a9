import { describe, expect, it } from 'vitest';
import type { Intake, ReadPlan } from '../../domain/corpus/read-plan.ts';
import { EVERYTHING } from '../../domain/corpus/read-plan.ts';
import type { FileInspection, Inspection } from '../../protocol/inspection.ts';
import { planTotals, readButtonWords, roundly, takenPassages, textBytes } from './plan-words.ts';

const file = (
  name: string,
  passages: number,
  exact: boolean,
  languages: readonly string[],
): FileInspection => ({
  file: name,
  bytes: 1,
  plan: { format: 'jsonl', language: { mode: 'given' }, columns: null, splitting: null },
  refusal: null,
  alternatives: [],
  because: '',
  table: null,
  rows: { count: passages, passages, characters: passages * 100, exact },
  languages,
  languageGuessed: false,
  sample: [],
});
const inspected = (files: readonly FileInspection[], perRow = 1): Inspection => ({
  files,
  plan: { files: {}, without: [], intake: EVERYTHING },
  estimate: { passages: 0, exact: true, bytes: 0, perRow },
  ask: [],
});
const plan: ReadPlan = { files: {}, without: [], intake: EVERYTHING };
const sample = (n: number, perLanguage: boolean): Intake => ({
  passages: { mode: 'sample', n, seed: 1, perLanguage },
  keepRelevant: true,
});

describe('what a plan reads', () => {
  const files = [file('a', 1_000, true, ['am', 'en']), file('b', 2_099_123, false, ['km'])];

  it('counts the files that stay', () => {
    expect(planTotals(inspected(files), plan)).toEqual({
      passages: 2_100_123,
      characters: 210_012_300,
      exact: false,
      languages: 3,
      files: 2,
      perRow: 1,
    });
    expect(planTotals(inspected(files), { ...plan, without: ['b'] })).toMatchObject({
      passages: 1_000,
      exact: true,
    });
  });

  it('knows how many of them an intake takes', () => {
    const totals = planTotals(inspected(files), plan);
    const take = (passages: Intake['passages']): number =>
      takenPassages({ passages, keepRelevant: true }, totals);
    expect(take({ mode: 'all' })).toBe(2_100_123);
    expect(take({ mode: 'first', n: 10 })).toBe(10);
    expect(take({ mode: 'range', from: 11, to: 20 })).toBe(10);
    expect(take({ mode: 'range', from: 3_000_000, to: 3_000_001 })).toBe(0);
    expect(takenPassages(sample(10, false), totals)).toBe(10);
    expect(takenPassages(sample(10, true), totals)).toBe(30);
  });

  it('takes parallel passages together', () => {
    const totals = planTotals(inspected(files, 3), plan);
    expect(takenPassages(sample(10, false), totals)).toBe(30);
    expect(readButtonWords(sample(1_234, false), totals)).toBe(
      'Read about 3,700 of about 2,100,000 passages',
    );
  });

  it('says on the button what happens', () => {
    const totals = planTotals(inspected(files), plan);
    expect(readButtonWords(EVERYTHING, totals)).toBe('Read about 2,100,000 passages');
    expect(readButtonWords(sample(50_000, false), totals)).toBe('Read 50,000 of about 2,100,000 passages');
    expect(readButtonWords(EVERYTHING, planTotals(inspected([file('a', 12, true, ['am'])]), plan))).toBe(
      'Read 12 passages',
    );
    expect(readButtonWords(EVERYTHING, planTotals(inspected([file('q', 0, true, ['am'])]), plan))).toBe(
      'Read the file',
    );
  });

  it('rounds what it does not know, and gives texts two bytes a character', () => {
    expect(roundly(99)).toBe('99');
    expect(roundly(1_049)).toBe('1,000');
    expect(roundly(1_051)).toBe('1,100');
    expect(textBytes(planTotals(inspected(files), { ...plan, without: ['b'] }), 500)).toBe(100_000);
  });
});
