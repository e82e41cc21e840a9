import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { encoderProfileSchema } from '../../protocol/encoder.ts';
import { tinyOnnx } from '../../testing/tiny-onnx.ts';
import type { ReadModelFile } from './model-source.ts';
import { loadModelFiles } from './model-source.ts';

type Files = Readonly<Record<string, Uint8Array>>;
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const { model: graph } = tinyOnnx();
const FILES: Files = {
  'tokenizer.json': text('{"a":1}'),
  'tokenizer_config.json': text('{"b":2}'),
  'onnx/model.onnx': graph,
};

function entryOf(files: Files, changed: Partial<EncoderProfile> = {}): EncoderProfile {
  const listed = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  return encoderProfileSchema.parse({
    id: 'tiny',
    name: 'Tiny',
    revision: '1',
    dimensions: 2,
    pooling: 'mean',
    normalize: true,
    maxTokens: 8,
    dtype: 'fp32',
    prefixes: { query: '', passage: '' },
    model: 'onnx/model.onnx',
    languages: { trained: {} },
    licence: null,
    bytes: 1,
    files: listed,
    ...changed,
  });
}

const serve =
  (files: Files): ReadModelFile =>
  (path) =>
    Promise.resolve(files[path] ?? new Uint8Array(0));

describe('loadModelFiles', () => {
  it('gives the parsed tokenizer and the bytes of the model', async () => {
    const loaded = await loadModelFiles(entryOf(FILES), serve(FILES), {});
    expect(loaded.tokenizer).toEqual({ a: 1 });
    expect(loaded.model).toEqual(graph);
    expect(loaded).toMatchObject({ tokenizerConfig: { b: 2 }, query: null, dense: [] });
  });

  it.each(Object.keys(FILES))('refuses %s when a byte of it differs', async (path) => {
    const spoiled = { ...FILES, [path]: FILES[path]!.map((byte, i) => (i === 3 ? byte ^ 1 : byte)) };
    await expect(loadModelFiles(entryOf(FILES), serve(spoiled), {})).rejects.toMatchObject({ code: 'hash-mismatch' });
  });

  it('refuses a file that was cut short', async () => {
    const cut = { ...FILES, 'onnx/model.onnx': graph.subarray(0, 4) };
    await expect(loadModelFiles(entryOf(FILES), serve(cut), {})).rejects.toThrow(/4 bytes/);
  });

  it('names a file that the manifest does not list', async () => {
    const rest = Object.fromEntries(Object.entries(FILES).filter(([path]) => path !== 'tokenizer.json'));
    await expect(loadModelFiles(entryOf(rest), serve(FILES), {})).rejects.toThrow(/lists no file tokenizer.json/);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(loadModelFiles(entryOf(FILES), serve(FILES), { signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('reads weights in a second file, and refuses to go on without', async () => {
    const { model, data } = tinyOnnx({ external: 'model.onnx_data' });
    const files = { ...FILES, 'onnx/model.onnx': model, 'onnx/model.onnx_data': data };
    const loaded = await loadModelFiles(entryOf(files), serve(files), {});
    expect([...loaded.external]).toEqual([['model.onnx_data', data]]);
    const without = { ...FILES, 'onnx/model.onnx': model };
    await expect(loadModelFiles(entryOf(without), serve(without), {})).rejects.toThrow(
      'keeps weights in a second file, model.onnx_data, which is not among',
    );
    const short = { ...files, 'onnx/model.onnx_data': data.subarray(0, 16) };
    await expect(loadModelFiles(entryOf(short), serve(short), {})).rejects.toMatchObject({
      code: 'file-damaged',
      message: expect.stringContaining('has 16 bytes, and its graph reads 32') as string,
    });
  });

  it('follows no place outside of the graph’s folder', async () => {
    const { model, data } = tinyOnnx({ external: '../tokenizer.json' });
    const files = { ...FILES, 'onnx/model.onnx': model, 'tokenizer.json': data };
    await expect(
      loadModelFiles(entryOf({ ...files, 'tokenizer.json': text('{}') }), serve({ ...files, 'tokenizer.json': text('{}') }), {}),
    ).rejects.toMatchObject({ code: 'model-invalid' });
  });

  it('does without a configuration of the tokenizer, and takes padding from the list of special tokens', async () => {
    const files = {
      'tokenizer.json': text('{}'),
      'special_tokens_map.json': text('{"pad_token":{"content":"<pad>"}}'),
      'onnx/model.onnx': graph,
    };
    expect((await loadModelFiles(entryOf(files), serve(files), {})).tokenizerConfig).toEqual({
      pad_token: '<pad>',
    });
  });

  it('reads both halves of a pair, and Dense modules', async () => {
    const files = {
      ...FILES,
      'query/model.onnx': graph,
      'query/tokenizer.json': text('{"q":1}'),
      '2_Dense/config.json': text('{"in_features":2}'),
      '2_Dense/model.safetensors': text('numbers'),
    };
    const entry = entryOf(files, {
      query: { model: 'query/model.onnx', tokenizer: 'query/tokenizer.json' },
      dense: ['2_Dense'],
    });
    expect(await loadModelFiles(entry, serve(files), {})).toMatchObject({
      tokenizer: { a: 1 },
      query: { tokenizer: { q: 1 }, tokenizerConfig: {}, path: 'query/model.onnx' },
      dense: [{ folder: '2_Dense', config: { in_features: 2 } }],
    });
  });
});
