import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CrosslensError } from '../../protocol/errors.ts';
import { nodeRuntime } from '../ort/node.ts';
import { openCrossEncoder } from './cross-encoder.ts';
import { parseCrossEncoderConfig, relevanceOf } from './model-config.ts';
import type { CrossEncoderFiles } from './model-files.ts';
import { chooseCrossEncoderFiles, readCrossEncoderFiles } from './model-files.ts';
import { createPairTokenizer } from './pair-tokenizer.ts';

const FOLDER = new URL('./fixtures/bert-tiny/', import.meta.url);
const PATHS = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];
const read = (path: string) => readFile(new URL(path, FOLDER));

/** What PyTorch and the Rust tokenizer give: `training/zoo/make_cross_encoder.py`. */
interface Golden {
  readonly queries: readonly string[];
  readonly passages: readonly string[];
  /** [queries × passages][tokens], passages cut to 40 tokens in all */
  readonly ids: readonly (readonly number[])[];
  readonly typeIds: readonly (readonly number[])[];
  readonly scores: readonly number[];
  readonly twoLabels: readonly (readonly [number, number])[];
  /** By way of joining two texts: the first query with the first passage and with the longest. */
  readonly layouts: Readonly<
    Record<
      string,
      {
        readonly postProcessor: unknown;
        readonly ids: readonly (readonly number[])[];
        readonly typeIds: readonly (readonly number[])[];
      }
    >
  >;
}
const golden = JSON.parse((await read('golden.json')).toString()) as Golden;
const pairs = golden.queries.flatMap((query) => golden.passages.map((passage) => ({ query, passage })));

async function load(change: Partial<CrossEncoderFiles> = {}): Promise<CrossEncoderFiles> {
  return {
    ...(await readCrossEncoderFiles(chooseCrossEncoderFiles(PATHS, 'tiny'), 'tiny', read)),
    ...change,
  };
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))));

describe('pairs', () => {
  const options = { maxTokens: 40, tokenTypes: 2, padId: 0, name: 'tiny' };

  it('are joined and cut as the Rust tokenizer does it', async () => {
    const { tokenizer, tokenizerConfig } = await load();
    const tiny = createPairTokenizer(tokenizer, tokenizerConfig, options);
    const encoded = pairs.map(({ query, passage }) => tiny.encode(query, passage));
    expect(encoded.map(({ ids }) => ids)).toEqual(golden.ids);
    expect(encoded.map(({ types }) => types)).toEqual(golden.typeIds);
    // The longest passage is cut, whatever the query, and so is the Amharic one behind the German query.
    expect(
      pairs.filter((_, i) => encoded[i]?.cut).map(({ passage }) => golden.passages.indexOf(passage)),
    ).toEqual(golden.ids.flatMap((ids, i) => (ids.length === 40 ? [i % golden.passages.length] : [])));
  });

  it.each(Object.entries(golden.layouts))('are joined by a post-processor of kind %s', async (_, layout) => {
    const { tokenizer, tokenizerConfig } = await load();
    const json = { ...(tokenizer as object), post_processor: layout.postProcessor };
    const tiny = createPairTokenizer(json, tokenizerConfig, options);
    const [query = ''] = golden.queries;
    const encoded = [0, 4].map((passage) => tiny.encode(query, golden.passages[passage] ?? ''));
    expect(encoded.map(({ ids }) => ids)).toEqual(layout.ids);
    expect(encoded.map(({ types }) => types)).toEqual(layout.typeIds);
  });

  it('never pass the limit, however long the query', async () => {
    const { tokenizer, tokenizerConfig } = await load();
    const tiny = createPairTokenizer(tokenizer, tokenizerConfig, options);
    const { ids, types, cut } = tiny.encode('the nile '.repeat(1000), 'ends in egypt '.repeat(1000));
    expect(ids).toHaveLength(40);
    // [CLS], 18 pieces of the query, [SEP]; 19 of the passage, [SEP].
    expect(types.filter((type) => type === 0)).toHaveLength(20);
    expect(cut).toBe(true);
  });

  it('need a tokenizer that can be read', () => {
    expect(() => createPairTokenizer({ model: { type: 'Nope' } }, null, options)).toThrow(
      expect.objectContaining({ code: 'tokenizer-invalid' }),
    );
  });
});

describe('a cross-encoder', () => {
  it('gives the scores that PyTorch gives, padded or not', async () => {
    const model = await openCrossEncoder(await load(), nodeRuntime, { threads: 1 });
    expect(model.maxTokens).toBe(40);
    const seen: number[] = [];
    const { scores, cut } = await model.score(pairs, { onProgress: (done) => seen.push(done) });
    expect(farthest(golden.scores, scores)).toBeLessThan(1e-4);
    expect(seen).toEqual([18]);
    expect(cut).toBe(golden.ids.filter(({ length }) => length === 40).length);
    const [first] = pairs;
    const alone = await model.score(first === undefined ? [] : [first]);
    expect(farthest(golden.scores.slice(0, 1), alone.scores)).toBeLessThan(1e-4);
    expect((await model.score([])).scores).toHaveLength(0);
    await model.dispose();
  });

  it.each([
    [{ 0: 'irrelevant', 1: 'relevant' }, 1],
    [{ 0: 'yes', 1: 'no' }, -1],
    [{ 0: 'LABEL_0', 1: 'LABEL_1' }, 1],
  ])('with two logits takes the one of relevance less the other: %j', async (id2label, sign) => {
    const files = await load({ model: await read('onnx/two_labels.onnx') });
    const config = { ...(files.config as object), id2label };
    const model = await openCrossEncoder({ ...files, config }, nodeRuntime, { threads: 1 });
    const { scores } = await model.score(pairs);
    const expected = golden.twoLabels.map(([no, yes]) => sign * (yes - no));
    expect(farthest(expected, scores)).toBeLessThan(1e-4);
    expect(model.notes[0]).toContain(sign === 1 ? 'logit 1' : 'logit 0');
    await model.dispose();
  });

  it('stops between batches', async () => {
    const model = await openCrossEncoder(await load(), nodeRuntime, { threads: 1 });
    const controller = new AbortController();
    const many = Array.from({ length: 10 }, () => pairs).flat();
    const run = model.score(many, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'aborted' });
    await model.dispose();
  });

  it('is refused when it is something else', async () => {
    const generator = new URL('../generator/fixtures/t5-tiny/onnx/', import.meta.url);
    const refusal = async (change: Partial<CrossEncoderFiles>) =>
      openCrossEncoder(await load(change), nodeRuntime, { threads: 1 }).then(
        () => 'opened',
        (error: unknown) => (error as CrosslensError).message,
      );
    expect(await refusal({ model: new Uint8Array(64) })).toMatch(/not an ONNX model|cannot be opened/);
    expect(await refusal({ model: await readFile(new URL('encoder_model.onnx', generator)) })).toMatch(
      /tiny gives last_hidden_state\. A cross-encoder takes/,
    );
    expect(await refusal({ config: null })).toContain('config.json of tiny is not a JSON object');
    expect(await refusal({ config: { is_encoder_decoder: true, model_type: 't5' } })).toContain('tiny (t5)');
  });
});

describe('the configuration', () => {
  const limit = (config: object, tokenizer: object | null = null): number =>
    parseCrossEncoderConfig(config, tokenizer, 'm').maxTokens;

  it('limits pairs by positions, by the tokenizer, and by what a page can hold', () => {
    expect(limit({})).toBe(512);
    expect(limit({ model_type: 'bert', max_position_embeddings: 256 })).toBe(256);
    expect(limit({ model_type: 'xlm-roberta', max_position_embeddings: 514, pad_token_id: 1 })).toBe(512);
    expect(limit({ model_type: 'xlm-roberta', max_position_embeddings: 130 })).toBe(128);
    expect(
      limit({ model_type: 'modernbert', max_position_embeddings: 8192 }, { model_max_length: 1e30 }),
    ).toBe(512);
    expect(limit({}, { model_max_length: 128 })).toBe(128);
  });

  it('says which logit is relevance, and refuses three', () => {
    expect(relevanceOf(1, ['LABEL_0'], 'm').relevant).toBe(0);
    expect(relevanceOf(2, [], 'm')).toMatchObject({
      relevant: 1,
      note: expect.stringContaining('logit 1') as unknown,
    });
    expect(relevanceOf(2, ['x', 'not_relevant'], 'm').relevant).toBe(0);
    expect(() => relevanceOf(3, [], 'm')).toThrow(/gives 3 numbers/);
  });
});

describe('the files', () => {
  const choose = (...graphs: string[]) =>
    chooseCrossEncoderFiles(['f/config.json', 'f/onnx/config.json', 'f/tokenizer.json', ...graphs], 'mine');

  it('are found under a folder of any name; int8 before float32', () => {
    expect(choose('f/onnx/model.onnx', 'f/onnx/model_quantized.onnx')).toEqual({
      config: 'f/config.json',
      tokenizer: 'f/tokenizer.json',
      tokenizerConfig: null,
      model: 'f/onnx/model_quantized.onnx',
    });
    expect(choose('f/model.onnx').model).toBe('f/model.onnx');
    expect(choose('f/onnx/model_O3.onnx', 'f/onnx/model_fp16.onnx').model).toBe('f/onnx/model_O3.onnx');
  });

  it('are named when they are missing, or lie in two', () => {
    expect(() => chooseCrossEncoderFiles([], 'mine')).toThrow(
      /mine lacks config\.json and tokenizer\.json and onnx\/model\.onnx/,
    );
    expect(() => choose('f/onnx/model_fp16.onnx')).toThrow(/lacks onnx\/model\.onnx/);
    expect(() => choose('f/onnx/model.onnx', 'f/onnx/model.onnx_data')).toThrow(/second file/);
  });
});
