import { describe, expect, it } from 'vitest';
import type { LabArmSummary } from '../../protocol/lab.ts';
import { summaryWords } from './known-arm-words.ts';

const summary: LabArmSummary = {
  version: 1,
  name: 'Bag + centred',
  encoder: { id: 'bag-hybrid', revision: '1' },
  dimensions: 384,
  training: [],
  bytes: 1000,
  stepKinds: [],
  query: null,
  scoring: null,
};

describe('an arm’s file in words', () => {
  it('says what was trained, on what, and whether it was stopped', () => {
    const record = {
      recipe: { kind: 'centre' },
      seed: 3,
      corpus: 'demo',
      shardHash: 'x',
      split: { seed: 1, heldOut: 0.3 },
      keys: [],
      examples: 10,
      steps: 1,
      finished: false,
    } as const;
    expect(summaryWords({ ...summary, training: [{ ...record, keys: [] }] })).toBe(
      'bag-hybrid, 384 dimensions · centred on demo, seed 3, stopped early',
    );
  });
  it('says what was put together without training', () => {
    expect(
      summaryWords({
        ...summary,
        query: { kind: 'expand', queries: 12 },
        scoring: { kind: 'views', queries: 0 },
      }),
    ).toBe('bag-hybrid, 384 dimensions · expansions for 12 queries · several views of one text');
  });
});
