import { describe, expect, it } from 'vitest';
import { exampleLanguages, spread } from './choose-examples.ts';

describe('example queries', () => {
  it('begin with Amharic and Khmer', () => {
    expect(exampleLanguages(['zh', 'en', 'km', 'am'])).toEqual([
      ['am', 2],
      ['km', 2],
      ['en', 1],
      ['zh', 1],
    ]);
  });
  it('fall back on what the shard has', () => {
    expect(exampleLanguages(['sw', 'fi'])).toEqual([
      ['sw', 1],
      ['fi', 1],
    ]);
  });
  it('are spread over the topics', () => {
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7], 2, 0)).toEqual([0, 4]);
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7], 2, 1)).toEqual([5, 1]);
    expect(spread([0], 2, 3)).toEqual([0]);
    expect(spread([], 2, 1)).toEqual([]);
  });
});
