import { describe, expect, it } from 'vitest';
import { detectLayout } from './detect-format.ts';

describe('detectLayout', () => {
  it.each([
    ['one line of XQuAD', '{"version": "1.1", "data": [{"title": "x"', 'document'],
    ['indented JSON', '{\n  "data": [', 'document'],
    ['the rest of indented JSON', '{"version": "1.1",\n "data": []}', 'document'],
    ['JSON Lines', '{"id":"1","lang":"en","text":"a"}\n{"id":"2"', 'lines'],
    ['one row', '{"id":"1","lang":"en","text":"a"}', 'lines'],
    ['JSON Lines with a damaged first line', '{"id":"1","lang":"en","te\n{"id":"2"}', 'lines'],
    ['JSON Lines after a heading', 'exported by hand\n{"id":"2"}', 'lines'],
    ['JSON Lines after blank lines', '\n\n{"id":"2"}', 'lines'],
    ['xQG rows', '{"docid":"1","title":"t","text":"x","generated_queries":{"ar":["a"]}}', 'lines'],
    ['a list', '[{"docid":"1"},\n{"docid":"2"}]', 'array'],
    ['lists on lines', '["1","a"]\n["2","b"]', 'lines'],
    ['comma-separated values', 'id,lang,text\n1,en,hello', null],
    ['HTML', '<!doctype html>', null],
  ] as const)('%s', (_, text, layout) => {
    expect(detectLayout(text)).toBe(layout);
  });

  it('is not misled by a passage that speaks of data', () => {
    expect(detectLayout('{"id":"1","lang":"en","text":"the \\"data\\": [1]"}')).toBe('lines');
  });
});
