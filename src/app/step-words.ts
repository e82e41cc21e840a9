import { describeArm } from '../client/describe-arm.ts';
import type { LabState } from '../client/session/lab-state.ts';
import type { CorpusState, SessionState } from '../client/session/session-state.ts';
import type { View, ViewState } from '../client/view-state.ts';
import type { ReadProgress } from '../protocol/corpus.ts';
import { formatCount, plural } from '../ui/format.ts';

/** The state of each step in a few words, for the rail. */
export function stepWords(
  view: View,
  session: Pick<SessionState, 'corpus' | 'arms' | 'lab'>,
  state: ViewState,
): string {
  switch (view) {
    case 'corpus':
      return corpusWords(session.corpus);
    case 'encoders':
      return armsWords(session.arms);
    case 'search':
      return session.arms.some(({ phase }) => searchable(phase.kind))
        ? `top ${state.k}`
        : 'waits for an index';
    case 'recall':
      return needsIndex(session) ?? `${state.measure}, ${SETTING_WORDS[state.setting]}`;
    case 'queries':
      return needsIndex(session) ?? focusWords(state);
    case 'bias':
      return needsIndex(session) ?? `share of the top ${state.k}`;
    case 'xqg':
      if (session.corpus.shard?.summary.generated === 0) return 'no generated queries';
      return needsIndex(session) ?? `α ${Number(state.fusion.alpha.toPrecision(2))}`;
    case 'lab':
      return labWords(session.lab) ?? needsIndex(session) ?? 'nothing trained yet';
    case 'regimes':
      return 'what batches do';
    case 'storage':
      return 'what is kept';
  }
}

/** `null` when there is nothing to tell. */
function labWords({ phase, progress, sweep, results }: LabState): string | null {
  const percent = (part: { readonly done: number; readonly total: number } | null | undefined): string =>
    part === null || part === undefined || part.total === 0
      ? ''
      : ` ${String(Math.floor((100 * part.done) / part.total))} %`;
  switch (phase) {
    case 'training':
      return `training${percent(progress)}`;
    case 'measuring':
      return 'measuring';
    case 'sweeping':
      return `sweeping${percent(sweep?.progress)}`;
    case 'stopped':
      return 'stopped half-way';
    case 'failed':
      return 'failed';
    case 'opening':
      return 'opening';
    case 'closed':
    case 'ready':
      return results.length === 0 ? null : plural(results.length, 'result');
  }
}

/** `all`, `am`, `am → en` */
function focusWords({ focus: { queryLanguage, passageLanguage } }: ViewState): string {
  if (queryLanguage === null && passageLanguage === null) return 'all of them';
  return [queryLanguage ?? 'all', ...(passageLanguage === null ? [] : [passageLanguage])].join(' → ');
}

const SETTING_WORDS = { mono: 'monolingual', cross: 'cross-lingual', multi: 'one pool' } as const;

function corpusWords({ phase, shard, origin, incoming }: CorpusState): string {
  if (phase.kind === 'reading') return readingWords(phase.progress);
  if (incoming !== null)
    return incoming.phase.kind === 'looking' ? 'looking at files' : 'waits for your word';
  if (shard === null) return phase.kind === 'failed' ? 'could not be read' : 'cutting the shard';
  const { summary } = shard;
  const name = origin.kind === 'demo' ? 'demo' : summary.name;
  const languages = summary.languages.filter(({ passages }) => passages > 0).length;
  return `${name} · ${plural(languages, 'language')} · ${formatCount(summary.passages)} passages`;
}

function readingWords(progress: ReadProgress | null): string {
  if (progress === null) return 'reading';
  const { loaded, total, files, of } = progress;
  if (total !== null && total > 0)
    return `reading ${String(Math.floor((100 * Math.min(loaded, total)) / total))} %`;
  return `reading ${String(files)}/${String(of)}`;
}

function armsWords(arms: SessionState['arms']): string {
  const errors = arms.flatMap(({ phase }) => (phase.kind === 'failed' ? [phase.error.code] : []));
  const needing = errors.filter((code) => code === 'file-needed').length;
  if (errors.length > needing) return `${errors.length - needing} failed`;
  if (needing > 0) return needing === 1 ? '1 needs its files' : `${needing} need their files`;
  const working = arms.map(describeArm).filter(({ kind }) => kind === 'indexing');
  if (working.length > 0) {
    const mean = working.reduce((sum, { progress }) => sum + (progress ?? 0), 0) / working.length;
    return `indexing ${Math.floor(100 * mean)} %`;
  }
  const ready = arms.filter(({ phase }) => phase.kind === 'indexed').length;
  return ready === arms.length ? `${ready} ready` : `${ready} of ${arms.length} ready`;
}

function needsIndex({ arms }: Pick<SessionState, 'arms'>): string | null {
  return arms.some(({ phase }) => phase.kind === 'indexed') ? null : 'waits for an index';
}

function searchable(kind: SessionState['arms'][number]['phase']['kind']): boolean {
  return kind === 'indexed' || kind === 'indexing' || kind === 'paused';
}
