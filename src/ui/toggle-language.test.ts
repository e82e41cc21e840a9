import { describe, expect, it } from 'vitest';
import { toggleLanguage } from './toggle-language.ts';

const ALL = ['am', 'km', 'en'];

describe('toggleLanguage', () => {
  it('takes one out of all', () => {
    expect(toggleLanguage(ALL, [], 'km')).toEqual(['am', 'en']);
  });
  it('keeps the order of the list', () => {
    expect(toggleLanguage(ALL, ['en'], 'am')).toEqual(['am', 'en']);
  });
  it('writes all of them as the empty choice', () => {
    expect(toggleLanguage(ALL, ['am', 'en'], 'km')).toEqual([]);
  });
  it('leads back to all when the last one goes', () => {
    expect(toggleLanguage(ALL, ['km'], 'km')).toEqual([]);
  });
});
