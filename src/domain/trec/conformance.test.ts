import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithShared, sharedPath } from '../../testing/shared-data.ts';
import { parseMeasure } from '../metrics/measure.ts';
import type { EvaluationOptions } from './evaluate-run.ts';
import { evaluateRun } from './evaluate-run.ts';
import { parseQrels } from './parse-qrels.ts';
import { parseRun } from './parse-run.ts';

const FOLDER = ['data', 'conformance', 'trec_eval'];
const TREC_10 = { convention: 'trec_eval-10', complete: false } as const;

/** The files of trec_eval's own test, with the options that its makefile gives. */
const CASES: readonly (readonly [out: string, run: string, qrels: string, options: EvaluationOptions])[] = [
  ['out.test.a', 'results.test', 'qrels.test', TREC_10],
  ['out.test.aq', 'results.test', 'qrels.test', TREC_10],
  ['out.test.aqc', 'results.trunc', 'qrels.test', { ...TREC_10, complete: true }],
  ['out.test.aqcM', 'results.trunc', 'qrels.test', { ...TREC_10, complete: true, depth: 100 }],
  ['out.test.aql', 'results.test', 'qrels.rel_level', { ...TREC_10, level: 2 }],
  ['out.test.meas_params', 'results.test', 'qrels.test', TREC_10],
];

/** What trec_eval prints and Crosslens does not have: no measures, experimental ones, and custom gains or weights. */
const LEFT_OUT =
  /^(?:runid|num_q|relstring.*|G|ndcg_rel|Rndcg|ndcg_1=3,2=9,4=4\.5|utility_2,-1,0,0|11pt_avg_\.25,\.5,\.75)$/;

describeWithShared('agreement with trec_eval', FOLDER, () => {
  it.each(CASES)('%s: every measure and query, to the printed digits', (out, runFile, qrelsFile, options) => {
    const { run, errors: runErrors } = parseRun(textOf(runFile));
    const { qrels, errors: qrelsErrors } = parseQrels(textOf(qrelsFile));
    expect([...runErrors, ...qrelsErrors]).toEqual([]);

    const printed = textOf(out)
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    const rows = printed.filter(([name = '']) => !LEFT_OUT.test(name));
    const measures = new Map(
      rows.map(([name = '']) => {
        const measure = parseMeasure(name);
        if (measure?.trecName !== name) throw new Error(`${name} is read as ${String(measure?.trecName)}.`);
        return [name, measure];
      }),
    );
    const { results } = evaluateRun(run, qrels, [...measures.values()], options);

    const differences = rows.flatMap(([name = '', query = '', value = '']) => {
      const result = results.get(measures.get(name)?.canonical ?? '');
      const ours = query === 'all' ? result?.all : result?.perQuery.get(query);
      // The last digit is rounded; what lies half-way may be rounded either way.
      const agrees = typeof ours === 'number' && Math.abs(ours - Number(value)) <= 0.5e-4 + 1e-12;
      return agrees ? [] : [`${name} of ${query}: ${String(ours)}, not ${value}`];
    });
    expect(differences).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(printed.length * 0.84);
  });
});

function textOf(file: string): string {
  const path = sharedPath(...FOLDER, file);
  return path === null ? '' : readFileSync(path, 'utf8');
}
