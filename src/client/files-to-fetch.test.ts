import { describe, expect, it } from 'vitest';
import { filesToFetch } from './files-to-fetch.ts';

const files = [
  { path: 'onnx/model.onnx', bytes: 100, sha256: 'a'.repeat(64) },
  { path: 'onnx/model_q4.onnx', bytes: 20, sha256: null },
  { path: 'tokenizer.json', bytes: 5, sha256: null },
];
const needs = {
  'onnx/model.onnx': ['onnx/model.onnx', 'tokenizer.json'],
  'onnx/model_q4.onnx': ['onnx/model_q4.onnx', 'tokenizer.json', 'hidden.json'],
};

describe('what is to be fetched', () => {
  it('is what the graph needs, with its size', () => {
    const fetched = filesToFetch({ files, needs }, { model: 'onnx/model.onnx' });
    expect(fetched.files.map(({ path }) => path)).toEqual(['onnx/model.onnx', 'tokenizer.json']);
    expect(fetched.bytes).toBe(105);
  });
  it('claims no size where one is not known', () => {
    expect(filesToFetch({ files, needs }, { model: 'onnx/model_q4.onnx' }).bytes).toBeNull();
    expect(filesToFetch({ files, needs }, { model: 'other.onnx' })).toEqual({
      files: [{ path: 'other.onnx', bytes: null, sha256: null }],
      bytes: null,
    });
  });
});
