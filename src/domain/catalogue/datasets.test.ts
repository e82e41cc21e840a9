import { describe, expect, it } from 'vitest';
import { LANGUAGE_ORDER } from '../text/languages.ts';
import { DATASETS } from './datasets.ts';

const HOSTS = ['huggingface.co', 'raw.githubusercontent.com'];

describe('the dataset catalogue', () => {
  it('has ids that links can carry, each once', () => {
    const ids = DATASETS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  it.each(DATASETS.map((dataset) => [dataset.name, dataset] as const))('%s', (_, dataset) => {
    const { languages, files, opens, licence, home, notes } = dataset;
    expect(languages.filter((lang) => !LANGUAGE_ORDER.includes(lang))).toEqual([]);
    expect(new Set(languages).size).toBe(languages.length);
    const urls = files.map(({ url }) => url);
    expect(new Set(urls).size).toBe(urls.length);
    for (const url of urls) {
      expect(new URL(url).protocol).toBe('https:');
      expect(HOSTS).toContain(new URL(url).host);
    }
    for (const url of [home, licence.source]) expect(url).toMatch(/^https:\/\//);
    expect(licence.read).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const named = new Set(files.flatMap(({ lang }) => lang ?? []));
    if (opens === 'by-language') expect([...named].sort()).toEqual([...languages].sort());
    else expect([...named].filter((lang) => !languages.includes(lang))).toEqual([]);
    // What is not known of a size is said.
    if (files.some(({ bytes }) => bytes === null)) {
      expect(notes.join(' ')).toMatch(/could not be confirmed/);
    }
  });

  it('has Amharic and Khmer where they can be had', () => {
    const holding = (lang: string): string[] =>
      DATASETS.filter(({ languages }) => languages.includes(lang)).map(({ id }) => id);
    expect(holding('am')).toEqual(['amqa', 'belebele']);
    expect(holding('km')).toEqual(['mkqa', 'belebele']);
    expect(holding('sw')).toEqual(['belebele', 'miracl']);
  });
});
