import { readFileSync } from 'node:fs';
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

describe.each(['bag-hybrid', 'bag-mono', 'bag-xy'])('tokenizer of %s', (id) => {
  const json = read(`models/${id}/tokenizer.json`);
  const config = read(`models/${id}/tokenizer_config.json`);
  const tokenizer = createTokenizer(json, config, UNCUT, id);

  it('gives the ids of the Rust tokenizer on hard strings of every script', () => {
    expect(golden.length).toBeGreaterThan(60);
    for (const entry of golden)
      expect(tokenizer.encode(textOf(entry)), JSON.stringify(entry.text)).toEqual(entry.ids);
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
      tokens: ['▁where', '▁does'],
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
    // Cut inside the text: the special token at the end stays, as in `encode`.
    const short = createTokenizer(wordPiece, { pad_token: '[PAD]' }, 5, 'piece');
    expect(short.encodeTokens('coffees a', 'query: ')).toEqual({
      ids: [2, 4, 5, 6, 3],
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

const LETTERS = Object.fromEntries(
  ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'a', 'b', 'ab', '▁', '▁a'].map((piece, id) => [piece, id]),
);
const bpe = (changes: object): object => ({
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: 'Metaspace' },
  post_processor: null,
  model: { type: 'BPE', vocab: LETTERS, merges: ['a b', '▁ a'], unk_token: '[UNK]' },
  ...changes,
});
const template = (before: number[], after: number[]) => ({
  type: 'TemplateProcessing',
  single: [
    { SpecialToken: { id: 'before', type_id: 0 } },
    { Sequence: { id: 'A', type_id: 0 } },
    { SpecialToken: { id: 'after', type_id: 0 } },
  ],
  pair: [],
  special_tokens: { before: { id: 'before', ids: before }, after: { id: 'after', ids: after } },
});

describe('truncation', () => {
  it.each([
    ['a template', template([2], [3]), [2, 7, 5, 3]],
    ['a template whose tokens are several ids', template([2, 2], [3]), [2, 2, 7, 3]],
    ['BERT', { type: 'BertProcessing', cls: ['[CLS]', 2], sep: ['[SEP]', 3] }, [2, 7, 5, 3]],
    ['RoBERTa', { type: 'RobertaProcessing', cls: ['[CLS]', 2], sep: ['[SEP]', 3] }, [2, 7, 5, 3]],
    ['bytes', { type: 'ByteLevel' }, [7, 5, 5, 5]],
    ['nothing', null, [7, 5, 5, 5]],
    [
      'a sequence',
      { type: 'Sequence', processors: [{ type: 'ByteLevel' }, template([], [3]), template([2], [])] },
      [2, 7, 5, 3],
    ],
  ])('keeps the special tokens of %s', (_, processor, ids) => {
    const tokenizer = createTokenizer(bpe({ post_processor: processor }), {}, 4, 'cut');
    expect(tokenizer.encode('bbbbbb')).toEqual(ids);
  });

  it('cuts at the beginning where the configuration says so', () => {
    const json = bpe({ post_processor: template([2], [3]) });
    expect(createTokenizer(json, { truncation_side: 'left' }, 4, 'cut').encode('bbba')).toEqual([2, 5, 4, 3]);
    expect(
      createTokenizer({ ...json, truncation: { direction: 'Left' } }, {}, 4, 'cut').encode('bbba'),
    ).toEqual([2, 5, 4, 3]);
    expect(createTokenizer(json, { truncation_side: 'left' }, 2, 'cut').encode('bbba')).toEqual([2, 3]);
  });

  it('gives the first ids of the whole text, however long it is and wherever its words are', () => {
    const json = bpe({ pre_tokenizer: { type: 'WhitespaceSplit' }, post_processor: template([2], [3]) });
    const short = createTokenizer(json, {}, 10, 'short');
    const whole = createTokenizer(json, {}, UNCUT, 'whole');
    for (const text of [
      `${' '.repeat(50_000)}abba`,
      'ab'.repeat(50_000),
      `b${' '.repeat(9000)}${'a b '.repeat(9)}`,
    ])
      expect(short.encode(text)).toEqual([...whole.encode(text).slice(0, -1).slice(0, 9), 3]);
  });

  it('leaves special tokens alone where there is room for no other', () => {
    const json = bpe({ post_processor: template([2], [3]) });
    expect(createTokenizer(json, {}, 2, 'cut').encode('ab')).toEqual([2, 3]);
    expect(createTokenizer(json, {}, 1, 'cut').encode('ab')).toEqual([2]);
  });
});

describe('padId', () => {
  it.each([
    [{ pad_token: '[PAD]' }, {}, 0],
    [{ pad_token: { content: '[SEP]', __type: 'AddedToken' } }, {}, 3],
    [{ pad_token: null }, { padding: { pad_id: 2, pad_token: '[CLS]' } }, 2],
    [{ pad_token: 'not there' }, {}, 0],
    [null, {}, 0],
  ])('of %j and %j', (config, changes, id) => {
    expect(createTokenizer(bpe(changes), config, 8, 'pad').padId).toBe(id);
  });
});

describe('texts', () => {
  it('that are no well-formed Unicode read as if U+FFFD stood there', () => {
    const tokenizer = createTokenizer(bpe({}), {}, 8, 'surrogates');
    expect(tokenizer.encode('a\ud800b\udc00')).toEqual(tokenizer.encode('a\ufffdb\ufffd'));
    expect(tokenizer.encode('')).toEqual([0]);
  });

  it('hold special tokens where they are written out', () => {
    const added = [{ id: 3, content: '[SEP]', special: true, rstrip: true }];
    const tokenizer = createTokenizer(bpe({ added_tokens: added }), {}, 8, 'added');
    expect(tokenizer.encode('a[SEP]  b')).toEqual([8, 3, 7, 5]);
    expect(tokenizer.encodeTokens('a[SEP]b', '').tokens).toEqual(['▁a', '[SEP]', '▁', 'b']);
  });
});

describe('createTokenizer', () => {
  it.each([
    ['a model', { model: { type: 'NoSuchModel', vocab: {} } }, /tokenizer of broken .*model.*“NoSuchModel”/],
    [
      'a pre-tokenizer',
      bpe({ pre_tokenizer: { type: 'UnicodeScripts' } }),
      /pre-tokenizer.*“UnicodeScripts”/,
    ],
    ['a normalizer', bpe({ normalizer: { type: 'Shouting' } }), /normalizer.*“Shouting”/],
    ['a post-processor', bpe({ post_processor: { type: 'Letterhead' } }), /post-processor.*“Letterhead”/],
    ['what it is', 'Not Found', /it is not an object/],
    [
      'a pattern',
      bpe({ pre_tokenizer: { type: 'Split', pattern: { Regex: '(?<n>a)\\g<n>' }, behavior: 'Removed' } }),
      /pattern/,
    ],
    ['words of no length', bpe({ pre_tokenizer: { type: 'FixedLength', length: 0 } }), /no length/],
  ])('names %s that cannot be read', (_, json, message) => {
    expect(() => createTokenizer(json, {}, 10, 'broken')).toThrow(message);
  });
});
