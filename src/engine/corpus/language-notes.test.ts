import { describe, expect, it } from 'vitest';
import type { ParsedFile } from '../../domain/corpus/parsed-file.ts';
import type { LanguagePlan, ReadPlan } from '../../domain/corpus/read-plan.ts';
import { EVERYTHING } from '../../domain/corpus/read-plan.ts';
import type { ReadReport } from '../../domain/corpus/types.ts';
import { withLanguageNotes } from './language-notes.ts';

const file = (languages: readonly string[]): ParsedFile => ({
  file: 'a',
  format: 'jsonl',
  passages: languages.map((lang, i) => ({ record: { id: String(i), lang, text: 'x' }, where: '' })),
  queries: [],
  generated: [],
  skipped: [],
  notes: [],
});
const report: ReadReport = {
  files: [
    {
      file: 'a',
      format: 'jsonl',
      bytes: 1,
      passages: 0,
      queries: 0,
      generated: 0,
      lines: 0,
      languages: [],
      skipped: [],
      notes: ['first', 'Languages were detected text by text.'],
    },
  ],
  skipped: [],
};
const notes = (languages: readonly string[], language: LanguagePlan): readonly string[] => {
  const plan: ReadPlan = {
    files: { a: { format: 'jsonl', language, columns: null, splitting: null } },
    without: [],
    intake: EVERYTHING,
  };
  return withLanguageNotes(report, [file(languages)], plan).files[0]!.notes;
};

describe('what a report says of languages', () => {
  it('counts those that were detected, and those that could not be told', () => {
    expect(notes(['en', 'sw', 'en', 'und'], { mode: 'detect' })).toEqual([
      'first',
      'Languages were detected text by text: 2 English, 1 Swahili.',
      'The language of 1 text could not be told: und.',
    ]);
  });

  it('adds nothing where the file or a person says them', () => {
    expect(notes(['en', 'en'], { mode: 'given' })).toEqual([
      'first',
      'Languages were detected text by text.',
    ]);
    expect(notes(['en'], { mode: 'declared', lang: 'en' })).toEqual([
      'first',
      'Languages were detected text by text.',
    ]);
  });

  it('sums up many', () => {
    const many = ['am', 'ar', 'de', 'el', 'en', 'es', 'hi', 'km', 'ru', 'th'];
    expect(notes(many, { mode: 'detect' })[1]).toMatch(
      /: (1 [A-Z]\w+, ){7}1 \w+ and 2 in 2 other languages\.$/,
    );
  });
});
