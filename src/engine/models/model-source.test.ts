import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EncoderEntry } from '../../protocol/manifest.ts';
import type { ReadModelFile } from './model-source.ts';
import { loadModelFiles } from './model-source.ts';

const FILES: Readonly<Record<string, string>> = {
  'tokenizer.json': '{"a":1}',
  'tokenizer_config.json': '{"b":2}',
  'onnx/model.onnx': 'weights',
};

function entryOf(files: Readonly<Record<string, string>>): EncoderEntry {
  const listed = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  return { id: 'tiny', model: 'onnx/model.onnx', files: listed } as unknown as EncoderEntry;
}

const serve =
  (files: Readonly<Record<string, string>>): ReadModelFile =>
  (path) =>
    Promise.resolve(new TextEncoder().encode(files[path]));

describe('loadModelFiles', () => {
  it('gives the parsed tokenizer and the bytes of the model', async () => {
    const loaded = await loadModelFiles(entryOf(FILES), serve(FILES), {});
    expect(loaded.tokenizer).toEqual({ a: 1 });
    expect(new TextDecoder().decode(loaded.model)).toBe('weights');
  });

  it.each(Object.keys(FILES))('refuses %s when a byte of it differs', async (path) => {
    const spoiled = { ...FILES, [path]: `${String(FILES[path]).slice(0, -1)}#` };
    await expect(loadModelFiles(entryOf(FILES), serve(spoiled), {})).rejects.toMatchObject({ code: 'hash-mismatch' });
  });

  it('refuses a file that was cut short', async () => {
    const cut = { ...FILES, 'onnx/model.onnx': 'weig' };
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
});
