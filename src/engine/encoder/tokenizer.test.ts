import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from './tokenizer.ts';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

interface Golden {
  readonly text: string | { readonly repeat: readonly [part: string, times: number] };
  readonly ids: readonly number[];
}
const golden = read('training/golden/tokenizer-ids.json') as readonly Golden[];
const textOf = ({ text }: Golden): string =>
  typeof text === 'string' ? text : text.repeat[0].repeat(text.repeat[1]);
const UNCUT = 1_000_000;

describe.each(['bag-hybrid', 'bag-mono'])('tokenizer of %s', (id) => {
  const json = read(`models/${id}/tokenizer.json`);
  const config = read(`models/${id}/tokenizer_config.json`);
  const tokenizer = createTokenizer(json, config, UNCUT, id);

  it('gives the ids of the Rust tokenizer on hard strings of every script', () => {
    expect(golden.length).toBeGreaterThan(60);
    for (const entry of golden)
      expect(tokenizer.encode(textOf(entry)), JSON.stringify(entry.text)).toEqual(entry.ids);
  });

  it('gives the same ids with its shortcuts as the library gives without them', () => {
    const plain = new Tokenizer(json as object, config as object);
    for (const entry of golden.filter(({ text }) => typeof text === 'string')) {
      expect(tokenizer.encode(textOf(entry))).toEqual(plain.encode(textOf(entry)).ids);
    }
  });

  it('cuts what is over-long, and has at least one id for nothing at all', () => {
    const short = createTokenizer(json, config, 5, id);
    expect(short.encode('one two three four five six seven eight')).toHaveLength(5);
    expect(short.encode('')).toHaveLength(1);
  });
});

describe('createTokenizer', () => {
  it('names the encoder whose tokenizer cannot be read', () => {
    expect(() => createTokenizer({ model: { type: 'NoSuchModel' } }, {}, 10, 'broken')).toThrow(
      /tokenizer of broken/,
    );
  });
});
