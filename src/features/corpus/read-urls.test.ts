import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUrls } from './read-urls.ts';

const HERE = 'http://localhost:4173';
const read = (text: string): ReturnType<typeof readUrls> => readUrls(text, HERE);

describe('web addresses that were typed', () => {
  it('takes several, and none', () => {
    expect(read('')).toEqual({ urls: [], problem: null, changed: null });
    expect(read(' https://a.org/x.jsonl\nhttps://b.org/y.tsv ').urls).toEqual([
      'https://a.org/x.jsonl',
      'https://b.org/y.tsv',
    ]);
  });

  it('asks the page’s own host without https, and no other', () => {
    expect(read(`${HERE}/demo/am.jsonl`)).toMatchObject({ urls: [`${HERE}/demo/am.jsonl`], problem: null });
    expect(read('http://a.org/x').problem).toContain('https://');
    expect(read('ftp://a.org/x').problem).toContain('https://');
    expect(read('file:///etc/passwd').problem).toContain('https://');
    expect(read('a.org/x').problem).toContain('no web address');
  });

  it('takes the page about a file for the file, and says so', () => {
    const hub = read('https://huggingface.co/datasets/miracl/x/blob/main/a/b.jsonl.gz');
    expect(hub.urls).toEqual(['https://huggingface.co/datasets/miracl/x/resolve/main/a/b.jsonl.gz']);
    expect(hub.changed).toContain('/resolve/');
    expect(read('https://github.com/google/mkqa/blob/main/a.jsonl').urls).toEqual([
      'https://raw.githubusercontent.com/google/mkqa/main/a.jsonl',
    ]);
    expect(read('https://a.org/b/blob/c').changed).toBeNull();
  });

  it('never asks another host than the one that was typed, GitHub’s own raw host aside', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
        const [asked] = readUrls(url, HERE).urls;
        const { host } = new URL(url);
        expect([host, 'raw.githubusercontent.com']).toContain(new URL(asked ?? '').host);
      }),
    );
  });
});
