import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from './tokenizer.ts';

/** What the lesson `amharic-arabic` says of the pieces that languages share. */

const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const tokenizer = createTokenizer(
  JSON.parse(text('models/bag-mono/tokenizer.json')),
  JSON.parse(text('models/bag-mono/tokenizer_config.json')),
  1_000_000,
  'bag-mono',
);
const LANGUAGES = ['am', 'ar', 'de', 'el', 'en', 'es', 'hi', 'km', 'ru', 'th', 'tr', 'vi', 'zh'];

interface Row {
  readonly text: string;
  readonly title?: string;
  readonly relevant?: readonly string[];
}
const pieces = new Map(
  LANGUAGES.map((lang) => {
    const rows = text(`public/demo/${lang}.jsonl`)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    // The last piece of a text is the one that ends every text.
    const of = (row: Row): readonly number[] =>
      tokenizer.encode([row.title ?? '', row.text].join(' ').trim()).slice(0, -1);
    return [
      lang,
      {
        questions: rows.filter(({ relevant }) => relevant !== undefined).flatMap(of),
        passages: new Set(rows.filter(({ relevant }) => relevant === undefined).flatMap(of)),
      },
    ] as const;
  }),
);

/** Part of the pieces of a language's questions that occur in the passages of another. */
function shared(asking: string, answering: string): number {
  const questions = pieces.get(asking)?.questions ?? [];
  const passages = pieces.get(answering)?.passages ?? new Set<number>();
  return questions.filter((piece) => passages.has(piece)).length / questions.length;
}

describe('pieces of words on the demo shard', () => {
  it.each([
    ['km', 'th'],
    ['th', 'km'],
  ])('%s shares many with %s, and hardly any with another language', (lang, partner) => {
    expect(shared(lang, partner)).toBeGreaterThan(0.3);
    for (const other of LANGUAGES) {
      if (other !== lang && other !== partner) expect(shared(lang, other), other).toBeLessThan(0.1);
    }
  });

  it('the Amharic and the Turkish word for “tectonic” share a piece', () => {
    const amharic = tokenizer.encode('የቴክቶኒክ').slice(0, -1);
    const turkish = tokenizer.encode('tektonik').slice(0, -1);
    expect(amharic.filter((piece) => turkish.includes(piece))).not.toEqual([]);
  });
});
