/** What `Measure.family` names: one formula, whatever its parameter. */
export type Family =
  | 'R'
  | 'Rhalf'
  | 'P'
  | 'Rprec'
  | 'Success'
  | 'nDCG'
  | 'MRR'
  | 'mAP'
  | 'mAPcut'
  | 'mAPlareqa'
  | 'RD'
  | 'num_ret'
  | 'num_rel'
  | 'num_rel_ret'
  | 'num_nonrel_judged_ret'
  | 'gm_map'
  | 'gm_bpref'
  | 'bpref'
  | 'infAP'
  | 'iprec_at_recall'
  | '11pt_avg'
  | 'Rprec_mult'
  | 'relative_P'
  | 'binG'
  | 'set_P'
  | 'set_recall'
  | 'set_map'
  | 'set_F'
  | 'set_relative_P'
  | 'utility'
  | 'rbp'
  | 'rbp_resid'
  | 'unj';

/** `fraction` 0–1, `ranks`, or `count` of passages. */
export type Unit = 'fraction' | 'ranks' | 'count';

/**
 * `ranks`: the ranks of the relevant passages are enough, and figures are means over queries; such a measure is at
 * home everywhere. `run`: it needs the whole ranking and its judgements, or is no mean; for imported runs alone.
 */
export type Scope = 'ranks' | 'run';

/** How the figure over all queries comes from theirs. `geometric`: exp of the mean log, no value below 0.00001. */
export type Average = 'mean' | 'sum' | 'geometric';

/** A family with the names it goes by. */
export interface Definition {
  readonly family: Family;
  /** Our names in lower case, before `@k`; none for what goes by trec_eval's name alone. */
  readonly names: readonly string[];
  /** Whether our names take `@k`. */
  readonly cut: 'required' | 'optional' | 'none';
  readonly trec: {
    readonly uncut?: string;
    readonly cut?: {
      readonly name: string;
      /** A rank, a recall point of 0–1, or a multiple of R. */
      readonly parameter: 'rank' | 'recall' | 'multiple';
      readonly defaults: readonly number[];
    };
  };
  readonly higherIsBetter?: boolean;
  readonly unit?: Unit;
  readonly scope?: Scope;
  readonly average?: Average;
  readonly explanation: string;
  readonly convention: string;
}

/** The convention of every measure that trec_eval has. */
export const TREC_EVAL =
  'trec_eval 10 with -c: every judged query counts; ties by score are broken by passage id, descending.';

const RANKS: readonly number[] = [5, 10, 15, 20, 30, 100, 200, 500, 1000];

/** A cut-off rank, with trec_eval’s defaults. */
export const cutAt = (
  name: string,
  defaults = RANKS,
): { readonly name: string; readonly parameter: 'rank'; readonly defaults: readonly number[] } => ({
  name,
  parameter: 'rank',
  defaults,
});
