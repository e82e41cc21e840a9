import { afterEach, describe, expect, it } from 'vitest';
import type { TinyOptions } from '../../testing/tiny-onnx.ts';
import { tinyOnnx } from '../../testing/tiny-onnx.ts';
import { nodeRuntime } from './node.ts';
import type { TokenModel, TokenModelOptions } from './runtime.ts';
import { openTokenModel } from './runtime.ts';

const IDS = BigInt64Array.of(1n, 2n, 2n, 3n);
const MASK = BigInt64Array.of(1n, 1n, 1n, 0n);
/** What the table says of IDS, two texts of two tokens. */
const ROWS = [3, 4, 1, 0, 1, 0, 100, 100];
const BATCH = ['batch', 'tokens'];

const opened: TokenModel[] = [];
afterEach(async () => {
  for (const model of opened.splice(0)) await model.dispose();
});

async function open(tiny: TinyOptions, options: Partial<TokenModelOptions> = {}): Promise<TokenModel> {
  const { model } = tinyOnnx(tiny);
  const found = await openTokenModel(nodeRuntime, model, {
    name: 'tiny',
    dimensions: 2,
    threads: 1,
    ...options,
  });
  opened.push(found);
  return found;
}
const run = async (tiny: TinyOptions, options: Partial<TokenModelOptions> = {}) => [
  ...(await (await open(tiny, options)).run(IDS, MASK, 2, 2)),
];

describe('openTokenModel', () => {
  it.each<[string, TinyOptions]>([
    ['ids of 64 bits', {}],
    ['ids of 32 bits', { ids: 'int32' }],
    ['no mask', { inputs: [] }],
    ['a mask of floats', { inputs: [{ name: 'attention_mask', type: 'float32', shape: BATCH }] }],
    ['token types', { inputs: [{ name: 'token_type_ids', type: 'int64', shape: BATCH }] }],
    [
      'an empty cache',
      {
        inputs: [
          { name: 'past_key_values.0.key', type: 'float32', shape: ['batch', 4, 'past', 8] },
          { name: 'past_key_values.0.value', type: 'float16', shape: ['batch', 4, 'past', 8] },
          { name: 'use_cache_branch', type: 'bool', shape: [1] },
        ],
      },
    ],
    ['float16 outputs', { half: true }],
    ['another name for token vectors', { output: 'token_embeddings' }],
    ['one output of three dimensions, whatever its name', { output: '1234' }],
  ])('runs a graph with %s', async (_, tiny) => {
    expect(await run(tiny)).toEqual(ROWS);
  });

  it('gives places to a graph that asks for them', async () => {
    const found = await run({ inputs: [{ name: 'position_ids', type: 'int64', shape: BATCH }] });
    expect(found).toEqual([3, 4, 11, 0, 1, 0, 110, 100]);
  });

  it('hands over weights in a second file', async () => {
    const { data } = tinyOnnx();
    const external = new Map([['weights/model.onnx_data', data]]);
    expect(await run({ external: 'weights/model.onnx_data' }, { external })).toEqual(ROWS);
    await expect(open({ external: 'weights/model.onnx_data' })).rejects.toMatchObject({
      name: 'CrosslensError',
    });
  });

  it('reads the graph’s own vector of a text, and token vectors beside it', async () => {
    const model = await open({ text: 'sentence_embedding' }, { pooling: 'output' });
    expect([...(await model.run(IDS, MASK, 2, 2))]).toEqual([6, 8, 2, 0]);
    expect([...(await model.run(IDS, MASK, 2, 2, 'tokens'))]).toEqual(ROWS);
  });

  it('takes the pooler’s output where it is asked for, and nowhere else', async () => {
    expect(await run({ text: 'pooler_output' }, { pooling: 'output' })).toEqual([6, 8, 2, 0]);
    expect(await run({ text: 'pooler_output' }, { pooling: 'cls' })).toEqual(ROWS);
  });

  it('says that a graph has no token vectors', async () => {
    const model = await open({ output: 'logits', text: 'sentence_embedding' }, { pooling: 'output' });
    await expect(model.run(IDS, MASK, 2, 2, 'tokens')).rejects.toMatchObject({ code: 'not-possible' });
  });

  it.each<[string, TinyOptions, Partial<TokenModelOptions>, string, string]>([
    ['vectors of another length', {}, { dimensions: 3 }, 'model-invalid', '2 dimensions, expected 3'],
    [
      'an operator that nobody has',
      { operator: { type: 'Frobnicate' } },
      {},
      'model-invalid',
      'uses the operator Frobnicate, which onnxruntime-web cannot run on wasm',
    ],
    [
      'an operator of Microsoft’s that nobody has',
      { operator: { type: 'Frobnicate', domain: 'com.microsoft' } },
      {},
      'model-invalid',
      'uses the operator com.microsoft:Frobnicate',
    ],
  ])('refuses %s', async (_, tiny, options, code, message) => {
    await expect(open(tiny, options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });
});
