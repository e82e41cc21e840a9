import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJsonError, locateJsonError } from './locate-json-error.ts';

describe('locateJsonError', () => {
  it('finds nothing wrong with JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(locateJsonError(text)).toBeNull();
      }),
    );
  });

  it('finds something wrong wherever JSON.parse does', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '}', ']', '"', ',', ':', 'x', '\\', '\n'),
        (text, at, put) => {
          const place = at % (text.length + 1);
          const damaged = text.slice(0, place) + put + text.slice(place + 1);
          let valid = true;
          try {
            JSON.parse(damaged);
          } catch {
            valid = false;
          }
          expect(locateJsonError(damaged) === null).toBe(valid);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('calls every list or object that ends early truncated, at its end', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value);
        const part = text.slice(0, 1 + (cut % (text.length - 1)));
        const error = locateJsonError(part);
        // `-` and `1e` can begin a number in more ways than are worth telling apart.
        if (/[0-9eE+.-]$/.test(part)) return;
        expect(error).toMatchObject({ kind: 'truncated', offset: part.length });
      }),
    );
  });

  it('names line, column and path', () => {
    const error = locateJsonError('{"data": [{},\n  {"paragraphs": [{"context": "Addis Aba');
    expect(error).toEqual({
      kind: 'truncated',
      offset: 54,
      line: 2,
      column: 41,
      path: 'data[1].paragraphs[0].context',
    });
    expect(error === null ? '' : describeJsonError(error)).toBe(
      'The JSON ends too early, at line 2, column 41 (character 55), inside data[1].paragraphs[0].context.',
    );
  });

  it('tells a stray character from a missing end', () => {
    expect(locateJsonError('{"a": tru, "b": 1}')).toMatchObject({ kind: 'syntax', offset: 6, path: 'a' });
    expect(locateJsonError('[1, 2] x')).toMatchObject({ kind: 'syntax', offset: 7 });
  });

  it('walks long strings and deep nesting', () => {
    expect(locateJsonError(JSON.stringify('ሀ'.repeat(2_000_000)))).toBeNull();
    expect(locateJsonError('['.repeat(100_000))).toMatchObject({ kind: 'truncated' });
  });
});
