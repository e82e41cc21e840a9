import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolderStore } from '../cli/folder-store.ts';
import type { ShardChoice } from '../domain/corpus/types.ts';
import type { CorpusContract, CorpusSource, ReadOutput } from '../protocol/corpus.ts';
import type { Service } from '../protocol/service.ts';
import { createCorpusService } from './corpus-service.ts';
import { createMemoryStore } from './storage/memory-store.ts';

const ALL: ShardChoice = { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } };
const CONTEXT = { signal: new AbortController().signal, onProgress: () => undefined };

const files = (contents: Readonly<Record<string, string>>): CorpusSource => ({
  kind: 'files',
  files: Object.entries(contents).map(([name, text]) => new File([text], name, { lastModified: 1 })),
});
const OWN = `{"id":"1","lang":"am","text":"ወንዝ"}
{"id":"2","lang":"en","text":"river"}
{"id":"q","lang":"en","text":"?","relevant":["1"]}
`;

describe('the corpus service', () => {
  let folder = '';
  let service: Service<CorpusContract>;
  const create = (): Service<CorpusContract> =>
    createCorpusService({
      origin: 'http://localhost',
      openStore: () => Promise.resolve(createFolderStore(folder)),
    });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosslens-service-'));
    service = create();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const read = (name: string, source: CorpusSource): Promise<ReadOutput> =>
    service.read({ name, source, plan: null }, CONTEXT);
  const open = async (name: string, source: CorpusSource): Promise<ReadOutput> => {
    const output = await read(name, source);
    await service.accept(null, CONTEXT);
    return output;
  };
  const hash = async (): Promise<string> => (await service.shard(ALL, CONTEXT)).shardHash;

  it('opens nothing before it is accepted', async () => {
    await open('a', files({ 'a.jsonl': OWN }));
    const before = await hash();
    expect((await read('b', files({ 'b.jsonl': '{"id":"9","lang":"km","text":"x"}' }))).outcome).toBe(
      'opened',
    );
    expect(await hash()).toBe(before);
    await service.accept(null, CONTEXT);
    expect(await hash()).not.toBe(before);
  });

  it('replaces nothing with what cannot be read', async () => {
    await open('a', files({ 'a.jsonl': OWN }));
    const before = await hash();
    const output = await open('b', files({ 'b.json': '{"settings": {}}' }));
    expect(output).toMatchObject({ outcome: 'nothing', leftOut: 1, summary: { passages: 2 } });
    expect(await hash()).toBe(before);
  });

  it('keeps a corpus, and opens it again with the same shard', async () => {
    await open('a', files({ 'a.jsonl': OWN }));
    const before = await hash();
    const { kept, notice } = await service.keep({ dataset: null, files: ['a.jsonl'] }, CONTEXT);
    expect(notice).toBeNull();
    service = create();
    expect(await service.keptCorpora(null, CONTEXT)).toMatchObject([
      { id: kept?.id, name: 'a', files: ['a.jsonl'] },
    ]);
    const output = await service.openKept({ id: kept?.id ?? '' }, CONTEXT);
    expect(output).toMatchObject({ outcome: 'opened', summary: { passages: 2, queries: 1 }, leftOut: 0 });
    await service.accept(null, CONTEXT);
    expect(await hash()).toBe(before);
  });

  it('keeps one corpus for one that is added to, and leaves datasets as they came', async () => {
    await open('a', files({ 'a.jsonl': OWN }));
    const { kept: first } = await service.keep({ dataset: null, files: ['a.jsonl'] }, CONTEXT);
    const more = await open(
      'more',
      files({ 'more.jsonl': '{"id":"q2","lang":"en","text":"??","relevant":["2"]}' }),
    );
    expect(more).toMatchObject({ outcome: 'joined', summary: { queries: 2 } });
    const { kept: second } = await service.keep({ dataset: null, files: ['a.jsonl', 'more.jsonl'] }, CONTEXT);
    expect(second?.id).not.toBe(first?.id);
    expect((await service.keptCorpora(null, CONTEXT)).map(({ id }) => id)).toEqual([second?.id]);

    await open('d', files({ 'd.jsonl': OWN.replace('river', 'stream') }));
    const { kept: dataset } = await service.keep({ dataset: 'xquad-r', files: ['d'] }, CONTEXT);
    await open('more', files({ 'more.jsonl': '{"id":"q2","lang":"en","text":"??","relevant":["2"]}' }));
    await service.keep({ dataset: null, files: ['d', 'more.jsonl'] }, CONTEXT);
    const ids = (await service.keptCorpora(null, CONTEXT)).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids).toContain(dataset?.id);
    expect(await service.removeKept({ id: dataset?.id ?? '' }, CONTEXT)).toHaveLength(2);
  });

  it('says so where the browser keeps nothing', async () => {
    service = createCorpusService({
      origin: 'http://localhost',
      openStore: () => Promise.resolve(createMemoryStore()),
    });
    await open('a', files({ 'a.jsonl': OWN }));
    expect(await service.keep({ dataset: null, files: [] }, CONTEXT)).toMatchObject({
      kept: null,
      notice: expect.stringMatching(/keeps no files/) as string,
    });
    expect(await service.keptCorpora(null, CONTEXT)).toEqual([]);
    await expect(service.openKept({ id: '0123456789abcdef' }, CONTEXT)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('looks at a file again by another plan, and reads it by the plan that was chosen', async () => {
    const source = files({ 'corpus.jsonl': '{"_id":"1","title":"","text":"Mto unaanzia milimani."}\n' });
    const inspection = await service.inspect(source, CONTEXT);
    expect(inspection.ask).toHaveLength(1);
    const plan = inspection.plan.files['corpus.jsonl']!;
    const seen = await service.replan(
      { file: 'corpus.jsonl', plan: { ...plan, language: { mode: 'declared', lang: 'sw' } } },
      CONTEXT,
    );
    expect(seen).toMatchObject({ languageGuessed: false, languages: ['sw'] });
    const output = await service.read(
      { name: 'c', source, plan: { ...inspection.plan, files: { 'corpus.jsonl': seen.plan! } } },
      CONTEXT,
    );
    expect(output.summary?.languages).toMatchObject([{ lang: 'sw', passages: 1 }]);
    expect(output.report.files[0]?.notes).toContain('Declared to be Swahili.');
    await expect(service.replan({ file: 'other', plan }, CONTEXT)).rejects.toMatchObject({
      code: 'not-ready',
    });
  });

  it('reads a sample by its seed, with what is relevant', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => `{"id":"p${String(i)}","lang":"en","text":"passage"}`);
    const source = files({
      'a.jsonl': [...rows, '{"id":"q","lang":"en","text":"?","relevant":["p7"]}'].join('\n'),
    });
    const inspection = await service.inspect(source, CONTEXT);
    const sample = (seed: number): Promise<ReadOutput> =>
      service.read(
        {
          name: 'a',
          source,
          plan: {
            ...inspection.plan,
            intake: { passages: { mode: 'sample', n: 20, seed, perLanguage: false }, keepRelevant: true },
          },
        },
        CONTEXT,
      );
    const drawn = async (seed: number): Promise<readonly string[]> => {
      expect((await sample(seed)).summary?.queries).toBe(1);
      await service.accept(null, CONTEXT);
      await service.shard(ALL, CONTEXT);
      const { passages } = await service.passages({ from: 0, limit: 100 }, CONTEXT);
      return passages.map(({ id }) => id);
    };
    const first = await drawn(1);
    expect(first).toContain('p7');
    expect([20, 21]).toContain(first.length);
    expect(await drawn(1)).toEqual(first);
    expect(await drawn(2)).not.toEqual(first);
  });

  it('writes the corpus and what was left out', async () => {
    await open('a', files({ 'a.jsonl': `${OWN}{"id":"=1+1","lang":"xx","text":"bad"}\nnot json\n` }));
    const lines = gunzipSync(await (await service.exportCorpus(null, CONTEXT)).arrayBuffer()).toString();
    expect(lines.trim().split('\n')).toHaveLength(4);
    const csv = await (await service.exportSkipped({ format: 'csv' }, CONTEXT)).text();
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toMatch(/a\.jsonl,line 5,/);
    const jsonl = await (await service.exportSkipped({ format: 'jsonl' }, CONTEXT)).text();
    expect(
      jsonl
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { where: string }).where),
    ).toEqual(['line 4', 'line 5']);
  });

  it('changes nothing when it is cancelled', async () => {
    await open('a', files({ 'a.jsonl': OWN }));
    const before = await hash();
    const controller = new AbortController();
    controller.abort();
    const context = { ...CONTEXT, signal: controller.signal };
    await expect(
      service.read(
        { name: 'b', source: files({ 'b.jsonl': OWN.replace('river', 'x') }), plan: null },
        context,
      ),
    ).rejects.toMatchObject({ code: 'aborted' });
    await service.accept(null, CONTEXT);
    expect(await hash()).toBe(before);
  });
});
