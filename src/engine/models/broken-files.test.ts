import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../ort/node.ts';
import { openTokenModel } from '../ort/runtime.ts';

/** Files that no encoder can be opened from: each is refused with what is wrong with it, and what to do. */
describe('a broken ONNX file', () => {
  const open = (name: string) => {
    const file = new URL(`../encoder/fixtures/zoo/broken/${name}`, import.meta.url);
    return openTokenModel(nodeRuntime, new Uint8Array(readFileSync(file)), {
      name,
      dimensions: null,
      threads: 1,
    });
  };

  it.each([
    ['truncated.onnx', 'file-damaged', /is cut short.*Fetch it again/],
    ['image-inputs.onnx', 'model-invalid', /pixel_values/],
    ['logits-only.onnx', 'model-invalid', /gives no vectors of tokens \(its outputs: logits\).*another task/],
    ['unknown-domain.onnx', 'model-invalid', /uses the operator [\w.]+, which onnxruntime-web does not have/],
    ['unknown-operator.onnx', 'model-invalid', /uses the operator \w+, which onnxruntime-web cannot run/],
    ['future-opset.onnx', 'model-invalid', /newer than this runtime.*older opset/],
  ] as const)('%s', async (name, code, message) => {
    await expect(open(name)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});
