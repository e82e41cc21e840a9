import { DEFINITIONS } from './measure-definitions.ts';
import type { Average, Definition, Family, Scope, Unit } from './measure-family.ts';
import { RUN_DEFINITIONS } from './measure-run-definitions.ts';

const KNOWN = [...DEFINITIONS, ...RUN_DEFINITIONS];

/** A measure is data: a name with its parameter, what it means, and whose convention it follows. */
export interface Measure {
  /** Such as `R@10`; the same measure always has the same name. */
  readonly canonical: string;
  /** As trec_eval prints it, such as `recall_10`; `null` for what trec_eval does not have. */
  readonly trecName: string | null;
  readonly family: Family;
  /**
   * Cut-off rank, `Infinity` for a measure that is not cut; the recall point of `iprec_at_recall` (0–1) and the
   * multiple of R of `Rprec_mult`.
   */
  readonly k: number;
  readonly higherIsBetter: boolean;
  readonly unit: Unit;
  readonly scope: Scope;
  readonly average: Average;
  /** For "How is this computed?". */
  readonly explanation: string;
  readonly convention: string;
}

const OURS = /^([a-z][a-z-]*)(?:@([1-9]\d*))?$/;
const WHOLE = /^[1-9]\d*$/;
const DECIMAL = /^(?:\d+(?:\.\d*)?|\.\d+)$/;

/**
 * Reads a measure by our name (`R@10`, `nDCG`, `mAPcut@10`, `RD`) or by trec_eval's (`recall_10`, `ndcg_cut.10`,
 * `recip_rank`), in any case. `null` for anything else; a bare `mAP@10` is refused because it means two things (see
 * `explainUnknown`).
 */
export function parseMeasure(name: string): Measure | null {
  const text = name.trim().toLowerCase();
  return parseOurs(text) ?? parseTrec(text);
}

/** The measures of trec_eval's name without a parameter, at its default cut-offs; empty where it has none. */
export function defaultsOf(name: string): readonly Measure[] {
  const text = name.trim().toLowerCase();
  const definition = KNOWN.find(({ trec }) => trec.cut?.name.toLowerCase() === text);
  if (definition?.trec.cut === undefined) return [];
  return definition.trec.cut.defaults.map((k) => measureOf(definition, k));
}

function parseOurs(text: string): Measure | null {
  const parts = OURS.exec(text);
  const definition = KNOWN.find(({ names }) => names.includes(parts?.[1] ?? ''));
  if (parts === null || definition === undefined) return null;
  const cut = parts[2];
  if (cut === undefined) return definition.cut === 'required' ? null : measureOf(definition, Infinity);
  return definition.cut === 'none' ? null : measureOf(definition, Number(cut));
}

function parseTrec(text: string): Measure | null {
  for (const definition of KNOWN) {
    const { uncut, cut } = definition.trec;
    if (uncut?.toLowerCase() === text) return measureOf(definition, Infinity);
    if (cut === undefined) continue;
    const base = cut.name.toLowerCase();
    if (!text.startsWith(`${base}_`) && !text.startsWith(`${base}.`)) continue;
    const parameter = text.slice(base.length + 1);
    if (!(cut.parameter === 'rank' ? WHOLE : DECIMAL).test(parameter)) continue;
    const k = Number(parameter);
    if (cut.parameter === 'recall' && k > 1) continue;
    return measureOf(definition, k);
  }
  return null;
}

function measureOf(definition: Definition, k: number): Measure {
  const { family, trec } = definition;
  const parameter = trec.cut?.parameter ?? 'rank';
  const written = parameter === 'rank' ? String(k) : twoPlaces(k);
  const uncut = k === Infinity;
  const trecName = uncut
    ? (trec.uncut ?? null)
    : trec.cut === undefined
      ? null
      : `${trec.cut.name}_${written}`;
  return {
    canonical: definition.names.length === 0 ? (trecName ?? family) : uncut ? family : `${family}@${written}`,
    trecName,
    family,
    k,
    higherIsBetter: definition.higherIsBetter ?? true,
    unit: definition.unit ?? 'fraction',
    scope: definition.scope ?? 'ranks',
    average: definition.average ?? 'mean',
    explanation: definition.explanation,
    convention: definition.convention,
  };
}

/** trec_eval prints two places; a parameter that has more keeps them, so that two measures never share a name. */
function twoPlaces(value: number): string {
  const rounded = value.toFixed(2);
  return Number(rounded) === value ? rounded : String(value);
}
