import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../testing/open-folder.ts';
import { createTokenizer } from './tokenizer.ts';

/** The export of a transformer at its smallest, with PyTorch's vectors: `training/zoo/make_small_bert.py`. */
const FOLDER = new URL('fixtures/small-bert/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('golden.json', FOLDER), 'utf8')) as {
  readonly texts: readonly string[];
  readonly ids: readonly (readonly number[])[];
  /** [texts][dimensions], unit length */
  readonly vectors: readonly (readonly number[])[];
  /** Of onnxruntime's CPU build to these vectors, by file. */
  readonly lowestCosine: Readonly<Record<string, number>>;
};

describe('an exported transformer', () => {
  it('says in its files all that its vectors need', async () => {
    const { encoder, profile } = await openFolder(FOLDER);
    await encoder.dispose();
    expect(profile).toMatchObject({
      dimensions: 64,
      pooling: 'mean',
      normalize: true,
      maxTokens: 512,
      prefixes: { query: '', passage: '' },
    });
  });

  it('is tokenised as it was trained, the end piece of a long text included', () => {
    const file = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    const tokenizer = createTokenizer(
      file('tokenizer.json'),
      file('tokenizer_config.json'),
      512,
      'small-bert',
    );
    expect(golden.texts.map((text) => tokenizer.encode(text))).toEqual(golden.ids);
    const long = tokenizer.encode('coffee '.repeat(2000));
    expect(long).toHaveLength(512);
    expect(long.at(-1)).toBe(0);
  });

  it.each(Object.entries(golden.lowestCosine))('gives PyTorch’s vectors with %s', async (name, lowest) => {
    const { encoder } = await openFolder(FOLDER, `onnx/${name}`);
    // In one call, so that short texts are padded beside long ones.
    const vectors = await encoder.encode(golden.texts, 'passage');
    await encoder.dispose();
    golden.vectors.forEach((row, text) => {
      const cosine = row.reduce((sum, value, i) => sum + value * (vectors[text * row.length + i] ?? NaN), 0);
      expect(cosine, golden.texts[text]).toBeGreaterThan(lowest - 1e-3);
    });
  });
});
