import { describe, expect, it } from 'vitest';
import type { ModelRef } from '../protocol/encoder.ts';
import { hostsOf, nameOf, placeWords, repositoryOf, shortRevision } from './own-encoder.ts';

const COMMIT = '0123456789'.repeat(4);
const hub = (repo: string, host = 'https://huggingface.co') => ({
  kind: 'hub' as const,
  host,
  repo,
  revision: COMMIT,
});
const folder = { kind: 'folder' as const, name: 'mine' };

describe('where an encoder comes from', () => {
  it('names every host once, and none for a folder', () => {
    expect(hostsOf({ place: hub('a/b'), query: hub('a/q') })).toEqual(['huggingface.co']);
    expect(hostsOf({ place: hub('a/b'), query: { kind: 'url', url: 'https://example.org/q' } })).toEqual([
      'huggingface.co',
      'example.org',
    ]);
    expect(hostsOf({ place: folder, query: null })).toEqual([]);
  });
  it('is said in a few words', () => {
    const pair: ModelRef = { place: hub('a/b'), query: folder };
    expect(placeWords(pair)).toBe('a/b at 0123456789, huggingface.co; queries: the folder mine');
    expect(nameOf({ place: { kind: 'url', url: 'https://example.org/models/e5/' }, query: null })).toBe('e5');
    expect(shortRevision(`${COMMIT}+${COMMIT}`)).toBe('0123456789+0123456789');
    expect(shortRevision('main')).toBe('main');
  });
});

describe('the address of a file that was being fetched', () => {
  it('gives its repository, and its path there', () => {
    expect(repositoryOf(`https://hf.example/a/b/resolve/${COMMIT}/onnx/model%20q4.onnx`)).toEqual({
      ref: { place: hub('a/b', 'https://hf.example'), query: null },
      path: 'onnx/model q4.onnx',
    });
  });
  it('is of no help on a plain server', () => {
    expect(repositoryOf('https://example.org/models/e5/onnx/model.onnx')).toBeNull();
    expect(repositoryOf('mine/onnx/model.onnx')).toBeNull();
    expect(repositoryOf(`https://hf.example/a/b/resolve/${COMMIT}/%E0%A4%A`)).toBeNull();
  });
});
