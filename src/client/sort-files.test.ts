import { describe, expect, it } from 'vitest';
import { atPath, folderOf, pathOf, sortDropped } from './sort-files.ts';

// Node's File has no `webkitRelativePath`.
const file = (name: string, webkitRelativePath = ''): File =>
  Object.assign(new File(['x'], name), { webkitRelativePath });

describe('files that are dropped', () => {
  it('are a model where an ONNX file is among them, its JSON and weights included', () => {
    const files = [file('config.json'), file('model.onnx'), file('model.safetensors')];
    expect(sortDropped(files)).toEqual({ model: files, corpus: [], arms: [] });
  });
  it('are a corpus and arms of the Lab otherwise', () => {
    const [json, arm] = [file('corpus.jsonl'), file('arm.safetensors')];
    expect(sortDropped([json, arm])).toEqual({ model: [], corpus: [json], arms: [arm] });
    expect(sortDropped([])).toEqual({ model: [], corpus: [], arms: [] });
  });
  it('keep the path that they have in their folder', () => {
    expect(pathOf(file('model.onnx', 'e5/onnx/model.onnx'))).toBe('e5/onnx/model.onnx');
    const dropped = atPath(file('model.onnx'), 'e5/onnx/model.onnx');
    expect(dropped.name).toBe('e5/onnx/model.onnx');
    expect(folderOf([Object.assign(dropped, { webkitRelativePath: '' })], 'a folder')).toBe('e5');
    expect(folderOf([file('model.onnx')], 'files of mine')).toBe('files of mine');
  });
});
