import { explainUnknown, parseMeasures } from '../domain/metrics/measure-list.ts';
import type { Measure } from '../domain/metrics/measure.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage.ts';

/** A measure under the name it was asked for by: trec_eval's or ours. */
export interface AskedMeasure {
  readonly measure: Measure;
  readonly name: string;
}

/** Measures of `--measures`, or the usual ones. @throws UsageError naming what is unknown */
export function measuresOf(args: Arguments, usual: string): readonly AskedMeasure[] {
  const list = args.one('measures') ?? usual;
  const measures = parseMeasures(list);
  if ('unknown' in measures) throw new UsageError(`--measures: ${explainUnknown(measures.unknown)}`);
  if (measures.length === 0) throw new UsageError('--measures names no measure.');
  const typed = new Set(list.split(/[\s,]+/));
  const lower = new Set([...typed].map((name) => name.toLowerCase()));
  return measures.map((measure) => ({ measure, name: nameOf(measure, typed, lower) }));
}

/** `map` stays `map`, and `mAP` stays `mAP`, though they are one. */
function nameOf(
  { canonical, trecName }: Measure,
  typed: ReadonlySet<string>,
  lower: ReadonlySet<string>,
): string {
  if (trecName !== null && typed.has(trecName)) return trecName;
  if (lower.has(canonical.toLowerCase())) return canonical;
  return trecName ?? canonical;
}
