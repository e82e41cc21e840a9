import type { Measure } from './measure.ts';
import { defaultsOf, parseMeasure } from './measure.ts';

const PARAMETER = /^(?:\d+(?:\.\d*)?|\.\d+)$/;

/**
 * Reads a list with commas or spaces between, ours and trec_eval's names mixed: `R@10,map,recall_5,10,ndcg_cut.10`.
 * A number on its own is one more cut-off of the measure before it, as in trec_eval's `-m P.5,10`; trec_eval's name
 * without its cut-off (`recall`) stands for trec_eval's default cut-offs. Each measure comes once, in the order of
 * the list. The first name that is not known comes back instead.
 */
export function parseMeasures(list: string): readonly Measure[] | { readonly unknown: string } {
  const found = new Map<string, Measure>();
  let base: string | null = null;
  for (const token of list.split(/[\s,]+/)) {
    if (token === '') continue;
    const isParameter = PARAMETER.test(token);
    const name: string = isParameter && base !== null ? `${base}${token}` : token;
    const measure = parseMeasure(name);
    const measures = measure === null ? defaultsOf(name) : [measure];
    if (measures.length === 0) return { unknown: token };
    for (const one of measures) found.set(one.canonical, one);
    if (!isParameter) base = baseOf(name);
  }
  return [...found.values()];
}

/** Why a name is unknown, and what would be known, in a sentence for a person. */
export function explainUnknown(name: string): string {
  const cut = /^(?:map|ap)[@.]([1-9]\d*)$/i.exec(name.trim())?.[1];
  return cut === undefined
    ? `"${name}" is unknown. Known: mAP, MRR, MRR@k, R@k, Rhalf@k, P@k, Rprec, Success@k, nDCG, nDCG@k, mAPcut@k, mAPlareqa@k, RD, and trec_eval’s names, such as recip_rank, ndcg_cut_10 and recall_100.`
    : `"${name}" means two things. mAPcut@${cut} is trec_eval’s map_cut_${cut}, divided by all relevant passages; mAPlareqa@${cut} is LAReQA’s, divided by at most ${cut} of them.`;
}

/** `recall_` of `recall_5`, `P.` of `P.5`, `R@` of `R@5`: what a further cut-off is joined to. */
function baseOf(name: string): string | null {
  return /^(.*[a-z][@_.])(?:\d+(?:\.\d*)?|\.\d+)$/i.exec(name)?.[1] ?? null;
}
