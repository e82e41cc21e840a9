import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelPlaceSchema } from '../../../protocol/encoder.ts';
import { HUB, readHost, readPlace } from './read-place.ts';

const PAGE = 'http://localhost:4173';
const read = (model: string, revision = '', host = HUB) => readPlace({ model, revision, host }, PAGE);
const hub = (repo: string, revision = 'main', host = HUB) => ({ kind: 'hub', host, repo, revision });

describe('what is typed as a model’s place', () => {
  it('is an id of the Hub, at main unless a revision is given', () => {
    expect(read(' intfloat/multilingual-e5-small ').place).toEqual(hub('intfloat/multilingual-e5-small'));
    expect(read('LaBSE', 'v1.0').place).toEqual(hub('LaBSE', 'v1.0'));
  });
  it('is an id on a mirror where the host is one', () => {
    expect(read('a/b', '', 'hf-mirror.example').place).toEqual(
      hub('a/b', 'main', 'https://hf-mirror.example'),
    );
  });
  it('is a page of the Hub, with the revision that it stands at', () => {
    expect(read('https://huggingface.co/BAAI/bge-m3').place).toEqual(hub('BAAI/bge-m3'));
    expect(read('https://huggingface.co/BAAI/bge-m3/tree/abc123/onnx').place).toEqual(
      hub('BAAI/bge-m3', 'abc123'),
    );
    expect(read('https://huggingface.co/BAAI/bge-m3/tree/abc123', 'v2').place).toEqual(
      hub('BAAI/bge-m3', 'v2'),
    );
  });
  it('is a folder on another server', () => {
    expect(read('https://example.org/models/mine/').place).toEqual({
      kind: 'url',
      url: 'https://example.org/models/mine',
    });
    expect(read('http://localhost:4173/models/mine').place).toEqual({
      kind: 'url',
      url: 'http://localhost:4173/models/mine',
    });
  });
  it('says what is wrong', () => {
    expect(read('').problem).toMatch(/Type an id/);
    expect(read('http://example.org/model').problem).toMatch(/https/);
    expect(read('ftp://example.org/model').problem).toMatch(/https/);
    expect(read('https://user@example.org/model').problem).toMatch(/https/);
    expect(read('https://example.org/onnx/model.onnx').problem).toMatch(/folder/);
    expect(read('a/b/c').problem).toMatch(/organisation\/model/);
    expect(read('a/b', 'no such thing').problem).toMatch(/revision/);
    expect(read('a/b', '', 'ftp://x').problem).toMatch(/host/);
  });
  it('gives what the schema takes or a reason, whatever is typed', () => {
    const text = fc.oneof(
      fc.string(),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string().map((path) => `https://huggingface.co/${path}`),
    );
    fc.assert(
      fc.property(text, fc.string(), fc.oneof(fc.string(), fc.webUrl()), (model, revision, host) => {
        const { place, problem } = read(model, revision, host);
        if (place === null) expect(problem).not.toBe('');
        else expect(modelPlaceSchema.safeParse(place).success).toBe(true);
      }),
    );
  });
});

describe('a host', () => {
  it('is an origin, with or without its scheme', () => {
    expect(readHost('huggingface.co', PAGE)).toBe(HUB);
    expect(readHost('https://huggingface.co/', PAGE)).toBe(HUB);
    expect(readHost('', PAGE)).toBeNull();
    expect(readHost('http://huggingface.co', PAGE)).toBeNull();
  });
});
