import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tinyOnnx } from '../../testing/tiny-onnx.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import { inspectOnnx } from './inspect-onnx.ts';

const file = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../../${path}`, import.meta.url)));
const ZOO = 'src/engine/encoder/fixtures/zoo/bert-mean/onnx';
/** Of each of two layers: queries, keys, values and output, and the inner layer in and out. */
const { hidden_size: D, intermediate_size: INNER } = JSON.parse(
  new TextDecoder().decode(file('src/engine/encoder/fixtures/zoo/bert-mean/config.json')),
) as { hidden_size: number; intermediate_size: number };
const MULTIPLIED = 2 * (4 * D * D + 2 * D * INNER);
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** What happens to a file: it is read, or it is refused with one of two codes. */
function outcome(bytes: Uint8Array): string {
  try {
    inspectOnnx(bytes, 'model.onnx');
    return 'read';
  } catch (error) {
    if (!(error instanceof CrosslensError)) throw error;
    expect(error.message).toContain('model.onnx');
    return error.code;
  }
}

describe('inspectOnnx', () => {
  it('says what a graph takes and gives, and what it computes', () => {
    const found = inspectOnnx(file(`${ZOO}/model.onnx`), 'model.onnx');
    expect(found.inputs.map(({ name, type }) => [name, type])).toEqual([
      ['input_ids', 'int64'],
      ['attention_mask', 'int64'],
      ['token_type_ids', 'int64'],
    ]);
    expect(found.outputs.map(({ name, type, shape }) => [name, type, shape.at(-1)])).toEqual([
      ['last_hidden_state', 'float32', 32],
    ]);
    expect(found.external.size).toBe(0);
    expect(found.attentionLayers).toBe(2);
    expect(found.multiplied).toBe(MULTIPLIED);
  });

  it.each(['model_quantized.onnx', 'model_q4.onnx', 'model_fp16.onnx', 'model_q4f16.onnx'])(
    'counts the same matrices in %s',
    (name) => {
      expect(inspectOnnx(file(`${ZOO}/${name}`), name)).toMatchObject({
        attentionLayers: 2,
        multiplied: MULTIPLIED,
      });
    },
  );

  it('finds no matrices where vectors are only looked up', () => {
    expect(inspectOnnx(file('models/bag-hybrid/onnx/model_quantized.onnx'), 'bag')).toMatchObject({
      multiplied: 0,
      attentionLayers: 0,
    });
  });

  it('names the second files, and how much of them is read', () => {
    const { model } = tinyOnnx({ external: './model.onnx_data' });
    expect([...inspectOnnx(model, 'tiny').external]).toEqual([['model.onnx_data', 32]]);
  });

  it.each<[string, Uint8Array, string, string]>([
    ['nothing', new Uint8Array(0), 'file-damaged', 'is empty'],
    ['a web page', text('\n<!DOCTYPE html><html>'), 'file-damaged', 'is a web page'],
    [
      'a pointer of Git LFS',
      text('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 132\n'),
      'file-damaged',
      'git lfs pull',
    ],
    ['an error in JSON', text('{"error":"Repository not found"}'), 'file-damaged', 'is JSON text'],
    ['an archive', Uint8Array.of(0x50, 0x4b, 3, 4, 20), 'file-damaged', 'is a ZIP archive'],
    ['plain text', text('hello there'), 'model-invalid', 'is not an ONNX file'],
    [
      'a file that is cut short',
      tinyOnnx().model.subarray(0, 100),
      'file-damaged',
      'is cut short: it breaks off after 100 bytes',
    ],
    ['a file that ends before its graph', Uint8Array.of(8, 8), 'file-damaged', 'ends before its graph'],
    [
      'an operator that the runtime does not have',
      tinyOnnx({ operator: { type: 'BertTokenizer', domain: 'ai.onnx.contrib' } }).model,
      'model-invalid',
      'uses the operator ai.onnx.contrib.BertTokenizer, which onnxruntime-web does not have',
    ],
  ])('refuses %s', (_, bytes, code, message) => {
    expect(() => inspectOnnx(bytes, 'model.onnx')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as unknown }),
    );
  });

  it('refuses a file that is cut anywhere, and calls it damaged', () => {
    const whole = file(`${ZOO}/model.onnx`);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        expect(outcome(whole.subarray(0, length))).toBe('file-damaged');
      }),
      { numRuns: 60, examples: [[1], [2], [whole.length - 1]] },
    );
  });

  it('reads or refuses any bytes, and fails on none', () => {
    const { model } = tinyOnnx({ external: 'model.onnx_data' });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(['read', 'file-damaged', 'model-invalid']).toContain(outcome(bytes));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: model.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = model.slice();
        changed[at] = byte;
        expect(['read', 'file-damaged', 'model-invalid']).toContain(outcome(changed));
      }),
    );
  });
});
