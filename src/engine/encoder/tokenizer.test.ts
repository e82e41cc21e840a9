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

  it('says which ids are tokens of the text, as the vocabulary writes them', () => {
    const text = 'Where does ቡና come from?';
    const { ids, first, tokens } = tokenizer.encodeTokens(text, '');
    expect(ids).toEqual(tokenizer.encode(text));
    expect(first).toBe(0);
    expect(tokens).toEqual(['▁where', '▁does', '▁buna', '▁come', '▁from']);
    expect(ids).toHaveLength(tokens.length + 1);
    expect(tokenizer.encodeTokens('…', '').tokens).toEqual([]);
  });

  it('leaves out what is cut off', () => {
    const short = createTokenizer(json, config, 3, id);
    expect(short.encodeTokens('Where does it come from?', '')).toMatchObject({
      ids: short.encode('Where does it come from?'),
      tokens: ['▁where', '▁does', '▁it'],
    });
  });
});

describe('encodeTokens', () => {
  const special = (id: number, content: string) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  });
  const wordPiece = {
    added_tokens: [special(0, '[PAD]'), special(1, '[UNK]'), special(2, '[CLS]'), special(3, '[SEP]')],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: {
        '[PAD]': 0,
        '[UNK]': 1,
        '[CLS]': 2,
        '[SEP]': 3,
        query: 4,
        ':': 5,
        coffee: 6,
        '##s': 7,
        a: 8,
      },
    },
  };

  it('leaves special tokens and the prefix out, and keeps what the vocabulary does not know', () => {
    const tokenizer = createTokenizer(wordPiece, { pad_token: '[PAD]' }, 16, 'piece');
    expect(tokenizer.encodeTokens('coffees ቡና', 'query: ')).toEqual({
      ids: [2, 4, 5, 6, 7, 1, 3],
      first: 3,
      tokens: ['coffee', '##s', '[UNK]'],
    });
    expect(tokenizer.encodeTokens('', 'query: ')).toEqual({ ids: [2, 4, 5, 3], first: 3, tokens: [] });
    // Cut inside the text: the special token at the end is gone, as in `encode`.
    const short = createTokenizer(wordPiece, { pad_token: '[PAD]' }, 4, 'piece');
    expect(short.encodeTokens('coffees a', 'query: ')).toEqual({
      ids: [2, 4, 5, 6],
      first: 3,
      tokens: ['coffee'],
    });
  });

  it('decodes the tokens of byte-level vocabularies', () => {
    const byteLevel = {
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      post_processor: null,
      decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
      model: {
        type: 'BPE',
        vocab: { a: 0, Ġ: 1, Ã: 2, '©': 3, 'Ã©': 4, 'ĠÃ©': 5 },
        merges: ['Ã ©', 'Ġ Ã©'],
      },
    };
    const tokenizer = createTokenizer(byteLevel, {}, 16, 'bytes');
    expect(tokenizer.encodeTokens('a é', '')).toEqual({ ids: [0, 5], first: 0, tokens: ['a', '▁é'] });
  });
});

describe('createTokenizer', () => {
  it('names the encoder whose tokenizer cannot be read', () => {
    expect(() => createTokenizer({ model: { type: 'NoSuchModel' } }, {}, 10, 'broken')).toThrow(
      /tokenizer of broken/,
    );
  });
});
