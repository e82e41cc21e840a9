import { describe, expect, it } from 'vitest';
import { encoderProfileSchema } from '../../protocol/encoder.ts';
import { describeZoo, zooProfile } from '../../testing/zoo.ts';
import type { ZooModel } from '../../testing/zoo.ts';
import { filesNeeded } from './make-profile.ts';

const bert = await describeZoo('bert-mean');
const pair = await describeZoo('pair');
const profileOf = async (...input: Parameters<typeof zooProfile>) => (await zooProfile(...input)).profile;

describe('filesNeeded', () => {
  const settings = {
    model: 'onnx/model.onnx',
    queryModel: null,
    pooling: 'mean',
    normalize: true,
    maxTokens: 8,
    dimensions: null,
    prefixes: { query: '', passage: '' },
  } as const;
  const report = (...paths: string[]) => ({
    files: paths.map((path) => ({ path, bytes: 1, sha256: null })),
    graphs: [{ model: 'onnx/model.onnx', queryModel: null, dtype: 'fp32', bytes: 1 }],
    dense: ['2_Dense'],
  });

  it('lists graph, weights, tokenizer and Dense modules, and nothing else', () => {
    const model = report(
      'onnx/model.onnx',
      'onnx/model.onnx_data',
      'onnx/model_q4.onnx',
      'tokenizer.json',
      'tokenizer_config.json',
      'special_tokens_map.json',
      'modules.json',
      '2_Dense/config.json',
      '2_Dense/model.safetensors',
    );
    expect(filesNeeded(model, settings).sort()).toEqual([
      '2_Dense/config.json',
      '2_Dense/model.safetensors',
      'onnx/model.onnx',
      'onnx/model.onnx_data',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    // A graph that pools by itself holds its Dense modules.
    expect(filesNeeded(model, { ...settings, pooling: 'output' })).not.toContain('2_Dense/config.json');
  });

  it('takes the list of special tokens where there is no configuration', () => {
    const model = report('onnx/model.onnx', 'tokenizer.json', 'special_tokens_map.json');
    expect(filesNeeded(model, settings)).toContain('special_tokens_map.json');
  });

  it('refuses a graph that the report does not have', () => {
    const model = report('onnx/model.onnx', 'tokenizer.json');
    expect(() => filesNeeded(model, { ...settings, model: 'other.onnx' })).toThrow('has no graph other.onnx');
  });
});

describe('makeProfile', () => {
  it('gives a profile that holds what the settings say', async () => {
    const profile = await profileOf('bert-mean', bert, { dimensions: 16, maxTokens: 20 });
    expect(encoderProfileSchema.parse(profile)).toEqual(profile);
    expect(profile).toMatchObject({
      dimensions: 16,
      fullDimensions: 32,
      maxTokens: 20,
      tokenizer: 'tokenizer.json',
      query: null,
      revision: 'local',
    });
    expect(profile.files.map(({ path }) => path)).toEqual([
      'onnx/model.onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    expect(profile.bytes).toBe(profile.files.reduce((sum, { bytes }) => sum + bytes, 0));
  });

  it('has an id of content and settings, not of place or name', async () => {
    const { id } = await profileOf('bert-mean', bert);
    expect(id).toMatch(/^own:[0-9a-f]{16}$/);
    expect((await profileOf('another name', bert)).id).toBe(id);
    const changes = [
      { normalize: false },
      { prefixes: { query: '', passage: '' } },
      { maxTokens: 20 },
      { dimensions: 16 },
      { pooling: 'cls' },
      { model: 'onnx/model_q4.onnx' },
    ] as const;
    const ids = [];
    for (const change of changes) ids.push((await profileOf('bert-mean', bert, change)).id);
    expect(new Set([id, ...ids]).size).toBe(changes.length + 1);
    const other: ZooModel = {
      ...bert,
      read: async (path) =>
        path === 'tokenizer_config.json' ? new TextEncoder().encode('{}') : bert.read(path),
    };
    expect((await profileOf('bert-mean', other)).id).not.toBe(id);
  });

  it('knows both halves of a pair', async () => {
    const profile = await profileOf('pair', pair);
    expect(profile).toMatchObject({
      model: 'passage/onnx/model.onnx',
      tokenizer: 'passage/tokenizer.json',
      query: { model: 'query/onnx/model.onnx', tokenizer: 'query/tokenizer.json' },
    });
    expect(profile.files).toHaveLength(6);
  });

  it('refuses what the model does not have', async () => {
    await expect(profileOf('bert-mean', bert, { dimensions: 64 })).rejects.toMatchObject({
      code: 'not-possible',
      message: expect.stringContaining('vectors of 32 numbers; 64 cannot be kept') as string,
    });
    await expect(profileOf('bert-mean', bert, { maxTokens: 4096 })).rejects.toMatchObject({
      code: 'not-possible',
      message: expect.stringContaining('up to 48 tokens') as string,
    });
    await expect(profileOf('bert-mean', bert, { pooling: 'output' })).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('Choose mean, cls or last') as string,
    });
    const page: ZooModel = {
      ...bert,
      read: async (path) => (path.endsWith('.onnx') ? new TextEncoder().encode('<html>') : bert.read(path)),
    };
    await expect(profileOf('bert-mean', page)).rejects.toMatchObject({ code: 'file-damaged' });
  });
});
