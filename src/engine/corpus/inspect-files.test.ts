import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FilePlan } from '../../domain/corpus/read-plan.ts';
import type { FileInspection, Inspection } from '../../protocol/inspection.ts';
import { sourceFromBytes } from './blob-source.ts';
import { inspectFiles } from './inspect-files.ts';

const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const inspect = (
  files: Readonly<Record<string, string | Uint8Array>>,
  plans: Readonly<Record<string, FilePlan>> = {},
): Promise<Inspection> =>
  inspectFiles(
    Object.entries(files).map(([name, content]) =>
      sourceFromBytes(name, typeof content === 'string' ? new TextEncoder().encode(content) : content),
    ),
    {
      plans: new Map(Object.entries(plans)),
      detector: () => Promise.resolve((text) => (/[\u1200-\u137f]/.test(text) ? 'am' : 'en')),
    },
  );
const only = async (name: string, content: string | Uint8Array): Promise<FileInspection> => {
  const { files } = await inspect({ [name]: content });
  return files[0]!;
};

const OWN = lines([
  { id: '1', lang: 'km', text: 'ទន្លេ' },
  { id: '2', lang: 'am', text: 'ወንዝ' },
  { id: 'q', lang: 'am', text: 'ምን?', relevant: ['2'] },
]);

describe('inspecting files', () => {
  it('counts a small file, shows its rows and asks nothing where it says all', async () => {
    const { ask, plan, estimate, files } = await inspect({ 'own.jsonl': OWN });
    expect(ask).toEqual([]);
    expect(estimate).toMatchObject({ passages: 2, exact: true, perRow: 1 });
    expect(plan.intake.passages.mode).toBe('all');
    expect(files[0]).toMatchObject({
      plan: { format: 'jsonl', language: { mode: 'given' } },
      rows: { count: 3, passages: 2, characters: 8, exact: true },
      languageGuessed: false,
      refusal: null,
    });
    expect(files[0]?.languages[0]).toBe('am');
    expect(files[0]?.sample.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'passage 1',
      'passage 2',
      'query q',
    ]);
  });

  it('looks into gzip', async () => {
    const seen = await only('own.jsonl.gz', new Uint8Array(gzipSync(OWN)));
    expect(seen).toMatchObject({ plan: { format: 'jsonl' }, rows: { passages: 2, exact: true } });
  });

  it('asks about a language that nothing says, and shows what was told from the text', async () => {
    const rows = [
      { _id: '1', title: '', text: 'The river rises in the mountains.' },
      { _id: '2', title: '', text: 'ወንዙ ከተራሮች ይነሳል።' },
    ];
    const { ask, files } = await inspect({ 'corpus.jsonl': lines(rows) });
    expect(ask).toEqual([expect.stringMatching(/language of corpus\.jsonl.*English, Amharic/)]);
    expect(files[0]).toMatchObject({ languageGuessed: true, plan: { language: { mode: 'detect' } } });
    expect(files[0]?.sample.map(({ lang }) => lang)).toEqual(['en', 'am']);
    const named = await inspect({ 'corpus.am.jsonl': lines(rows) });
    expect(named.ask).toEqual([]);
    expect(named.files[0]?.languages).toEqual(['am']);
  });

  it('asks nothing of what is known before', async () => {
    const plan: FilePlan = {
      format: 'beir-passages',
      language: { mode: 'declared', lang: 'sw' },
      columns: null,
      splitting: null,
    };
    const { ask, files } = await inspect(
      { 'corpus.jsonl': lines([{ _id: '1', text: 'Mto' }]) },
      { 'corpus.jsonl': plan },
    );
    expect(ask).toEqual([]);
    expect(files[0]).toMatchObject({ plan, languages: ['sw'], languageGuessed: false });
  });

  it('estimates a large file from its beginning, and proposes a sample of it', async () => {
    const row = (i: number): string =>
      JSON.stringify({
        id: `p${String(i)}`,
        lang: i % 4 === 0 ? 'km' : 'en',
        text: `passage ${'x'.repeat(80)}`,
      });
    const many = 60_000;
    const content = `${Array.from({ length: many }, (_, i) => row(i)).join('\n')}\n`;
    const { estimate, plan, ask } = await inspect({ 'large.jsonl': content });
    expect(estimate.exact).toBe(false);
    expect(Math.abs(estimate.passages - many) / many).toBeLessThan(0.02);
    expect(plan.intake).toEqual({
      passages: { mode: 'sample', n: 25_000, seed: 1, perLanguage: true },
      keepRelevant: true,
    });
    expect(ask).toEqual([expect.stringMatching(/That is much: about .* passages/)]);
  });

  it('takes parallel passages together', async () => {
    const rows = ['am', 'km', 'en'].flatMap((lang) =>
      Array.from({ length: 4 }, (_, g) => ({ id: `${lang}${String(g)}`, lang, group: String(g), text: 'x' })),
    );
    expect((await inspect({ 'a.jsonl': lines(rows) })).estimate).toMatchObject({ passages: 12, perRow: 3 });
  });

  it('says why a file cannot be read, and goes on with the others', async () => {
    const { files, ask, plan } = await inspect({
      'photo.jpg': new Uint8Array([0xff, 0xd8, 0xff, 0, 1]),
      'own.jsonl': OWN,
    });
    expect(files[0]).toMatchObject({ plan: null, refusal: expect.stringMatching(/image/) as string });
    expect(ask).toEqual([]);
    expect(Object.keys(plan.files)).toEqual(['own.jsonl']);
  });

  it('offers the columns of a table, chosen by their names', async () => {
    const { files, ask } = await inspect({
      'news.csv': 'id,headline,body,lang\n1,Rain,It rains in the north.,en\n2,ዝናብ,በሰሜን ዝናብ ይዘንባል።,am\n',
    });
    expect(ask).toEqual([expect.stringMatching(/columns of news\.csv/)]);
    expect(files[0]?.table?.columns).toEqual(['id', 'headline', 'body', 'lang']);
    expect(files[0]?.plan).toMatchObject({
      format: 'table',
      columns: { id: 'id', text: 'body', lang: 'lang' },
    });
    expect(files[0]?.sample.map(({ lang }) => lang)).toEqual(['en', 'am']);
  });
});
