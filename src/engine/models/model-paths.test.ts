import { describe, expect, it } from 'vitest';
import { folderOf, nameOf, resolveBeside } from './model-paths.ts';

describe('paths of a model', () => {
  it('come apart into folder and name', () => {
    expect([folderOf('onnx/model.onnx'), nameOf('onnx/model.onnx')]).toEqual(['onnx/', 'model.onnx']);
    expect([folderOf('model.onnx'), nameOf('model.onnx')]).toEqual(['', 'model.onnx']);
  });

  it('are followed inside the graph’s folder, and nowhere else', () => {
    expect(resolveBeside('onnx/model.onnx', 'model.onnx_data')).toBe('onnx/model.onnx_data');
    expect(resolveBeside('onnx/model.onnx', 'weights/a.bin')).toBe('onnx/weights/a.bin');
    for (const place of ['../tokenizer.json', 'a/../../b', '/etc/passwd', './b', 'a//b', '..\\b', ''])
      expect(resolveBeside('onnx/model.onnx', place), place).toBeNull();
  });
});
