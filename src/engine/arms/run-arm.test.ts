import { describe, expect, it } from 'vitest';
import type { Shard } from '../../domain/corpus/types.ts';
import { parseRun } from '../../domain/trec/parse-run.ts';
import { createRunArm } from './run-arm.ts';

const SHARD: Shard = {
  name: 'small',
  passages: [
    { id: 'am-2', lang: 'am', text: 'ሁለት' },
    { id: 'am-1', lang: 'am', text: 'አንድ' },
    { id: 'en-2', lang: 'en', text: 'two' },
    { id: 'en-1', lang: 'en', text: 'one' },
  ],
  queries: [
    { id: 'q1', lang: 'en', text: 'one?', relevant: ['en-1', 'am-1'], relevantRows: [1, 3], group: 'g1' },
    { id: 'q2', lang: 'am', text: 'ሁለት?', relevant: ['am-2'], relevantRows: [0] },
  ],
  generated: [],
  goldCopies: [],
};
// A tie: the larger id comes first. The rank column and passages of another corpus count for nothing.
const RUN = [
  'q1 Q0 en-1 9 1.0 x',
  'q1 Q0 elsewhere 1 5.0 x',
  'q1 Q0 en-2 2 1.0 x',
  'q1 Q0 am-1 1 0.5 x',
].join('\n');
const INPUT = { measures: ['MRR', 'R@1'], k: 10, fusion: null };
const ALL = { queryLanguage: null, passageLanguage: null, fusion: null } as const;

describe('a run as an arm', () => {
  it('ranks the passages of the shard as trec_eval orders the run', async () => {
    const arm = createRunArm('x.run', RUN);
    await arm.index(SHARD, 'h', {});
    const { hits, missed } = await arm.search({
      text: 'one?',
      queryId: 'q1',
      k: 2,
      passageLanguages: [],
      fusion: null,
    });
    expect(hits.map(({ passage, score }) => [passage.id, score])).toEqual([
      ['en-2', 1],
      ['en-1', 1],
    ]);
    expect(missed.map(({ rank }) => rank)).toEqual([3]);
  });

  it('counts a tie half in Rhalf: en-1 stands below en-2, which has its score', async () => {
    const arm = createRunArm('x.run', RUN);
    await arm.index(SHARD, 'h', {});
    const { figures } = await arm.evaluate({ ...INPUT, measures: ['Rhalf@1', 'R@1'] }, {});
    const own = figures.filter(({ setting, queryLanguage }) => setting === 'mono' && queryLanguage === 'en');
    expect(own.map(({ measure, value }) => [measure, value])).toEqual([
      ['Rhalf@1', 0.5],
      ['R@1', 0],
    ]);
  });

  it('counts a judged query without results as 0, and says so', async () => {
    const arm = createRunArm('x.run', RUN);
    await arm.index(SHARD, 'h', {});
    const report = await arm.evaluate(INPUT, {});
    expect(report.noResults).toBe(1);
    const mrr = report.figures.filter(({ setting, measure }) => setting === 'multi' && measure === 'MRR');
    expect(mrr.map(({ queryLanguage, value }) => [queryLanguage, value])).toEqual([
      ['am', 0],
      ['en', 1 / 2],
      ['mean', 1 / 4],
    ]);
    const values = await arm.values({ measure: 'MRR', setting: 'multi', ...ALL }, {});
    expect([...values.values]).toEqual([1 / 2, 0]);
    expect([...values.noResults]).toEqual([0, 1]);
    expect(values.groups).toEqual(['g1', null]);
  });

  it('ranks within a language by what stands above in that language', async () => {
    const arm = createRunArm('x.run', RUN);
    await arm.index(SHARD, 'h', {});
    const { figures } = await arm.evaluate(INPUT, {});
    const cross = figures.find(
      ({ setting, measure, queryLanguage, passageLanguage }) =>
        setting === 'cross' && measure === 'MRR' && queryLanguage === 'en' && passageLanguage === 'am',
    );
    expect(cross?.value).toBe(1);
  });

  it('writes a run that ranks as it does itself', async () => {
    const arm = createRunArm('x.run', RUN);
    await arm.index(SHARD, 'h', {});
    const { run, lines } = await arm.exportRun({ depth: 10, tag: 'again', fusion: null }, {});
    expect(lines).toBe(3);
    expect(parseRun(await run.text()).run.queries.get('q1')?.docnos).toEqual(['en-2', 'en-1', 'am-1']);
  });

  it('refuses a text that is no run, a run of other queries, and a question of its own', async () => {
    expect(() => createRunArm('x.run', 'nothing')).toThrow('holds no line of a run');
    const other = createRunArm('x.run', 'z Q0 en-1 1 1 x');
    await expect(other.index(SHARD, 'h', {})).rejects.toThrow('none of the shard');
    const arm = createRunArm('x.run', RUN);
    await arm.index(SHARD, 'h', {});
    const free = { text: 'something else', queryId: null, k: 2, passageLanguages: [], fusion: null };
    expect(() => arm.search(free)).toThrow('cannot answer another');
  });
});
