import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NormalizerConfig } from './replace-runs.ts';
import { applyCharacterMap, mergeReplaceRuns } from './replace-runs.ts';

const replace = (from: string, to: string): NormalizerConfig => ({
  type: 'Replace',
  pattern: { String: from },
  content: to,
});

function applySteps(sequence: readonly NormalizerConfig[], text: string): string {
  return mergeReplaceRuns(sequence).reduce((value, step) => {
    if (step.kind === 'map') return applyCharacterMap(step.map, value);
    const config = sequence[step.position];
    return value.replaceAll(config?.pattern?.String ?? '', config?.content ?? '');
  }, text);
}

describe('mergeReplaceRuns', () => {
  it('merges a run of one-character replacements into one map', () => {
    const steps = mergeReplaceRuns([
      replace('ከ', 'ka'),
      replace('ቡ', 'bu'),
      { type: 'NFKC' },
      replace('x', 'y'),
    ]);
    expect(steps.map((step) => step.kind)).toEqual(['map', 'library', 'map']);
    expect(applySteps([replace('ከ', 'ka'), replace('ቡ', 'bu')], 'ከቡ!')).toBe('kabu!');
  });

  it('starts a new map where a replacement brings forth a character that is replaced again', () => {
    const chain = [replace('a', 'b'), replace('b', 'c')];
    expect(mergeReplaceRuns(chain)).toHaveLength(2);
    expect(applySteps(chain, 'ab')).toBe('cc');
  });

  it('lets the first of two replacements of one character win', () => {
    expect(applySteps([replace('a', 'x'), replace('a', 'y')], 'a')).toBe('x');
  });

  it('equals the steps taken one by one, whatever they are', () => {
    const letter = fc.constantFrom('a', 'b', 'c', 'ሀ', 'ក');
    const step = fc.record({
      from: fc.oneof(letter, fc.constant('ab')),
      to: fc.array(letter, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.array(letter, { maxLength: 12 }), (steps, letters) => {
        const sequence = steps.map(({ from, to }) => replace(from, to.join('')));
        const text = letters.join('');
        const oneByOne = steps.reduce((value, { from, to }) => value.replaceAll(from, to.join('')), text);
        expect(applySteps(sequence, text)).toBe(oneByOne);
      }),
    );
  });
});
