import type { LabState } from '../client/session/lab-state.ts';
import type { SessionState } from '../client/session/session-state.ts';
import { plural } from '../ui/format.ts';

/** What changed that someone who does not see the screen should hear; empty when nothing did. */
export function announcements(before: SessionState, after: SessionState): readonly string[] {
  return [
    ...corpusNews(before, after),
    ...armNews(before, after),
    ...labNews(before.lab, after.lab),
    ...libraryNews(before, after),
  ];
}

function corpusNews(before: SessionState, after: SessionState): readonly string[] {
  const { phase, shard, incoming, keep } = after.corpus;
  const waits = incoming?.phase.kind;
  if (incoming !== null && waits !== before.corpus.incoming?.phase.kind) {
    if (waits === 'asking') return [`${incoming.name} waits for your word on how to read it.`];
    if (incoming.phase.kind === 'failed') return [`${incoming.name}: ${incoming.phase.error.message}`];
  }
  if (keep.kind === 'refused' && before.corpus.keep.kind !== 'refused') {
    return [`The corpus is not kept: ${keep.notice}`];
  }
  if (phase.kind === before.corpus.phase.kind) return [];
  if (phase.kind === 'ready' && shard !== null) {
    return [
      `Corpus ready: ${plural(shard.summary.passages, 'passage')}, ${plural(shard.summary.queries, 'query', 'queries')}.`,
    ];
  }
  if (phase.kind === 'failed') return [`The corpus could not be read: ${phase.error.message}`];
  return [];
}

function armNews(before: SessionState, after: SessionState): readonly string[] {
  return after.arms.flatMap((arm) => {
    const earlier = before.arms.find(({ letter }) => letter === arm.letter);
    const news: string[] = [];
    if (arm.notice !== null && arm.notice !== earlier?.notice) news.push(`Arm ${arm.letter}: ${arm.notice}`);
    if (arm.phase.kind === earlier?.phase.kind) return news;
    if (arm.phase.kind === 'indexed') {
      news.push(`Arm ${arm.letter}, ${arm.name}: ${plural(arm.phase.output.passages, 'passage')} indexed.`);
    }
    if (arm.phase.kind === 'paused') news.push(`Arm ${arm.letter}, ${arm.name}: indexing paused.`);
    if (arm.phase.kind === 'failed')
      news.push(`Arm ${arm.letter}, ${arm.name} failed: ${arm.phase.error.message}`);
    return news;
  });
}

function labNews(before: LabState, after: LabState): readonly string[] {
  const news = after.notice !== null && after.notice !== before.notice ? [after.notice] : [];
  const made = after.results.at(-1);
  if (made !== undefined && after.results.length > before.results.length) {
    news.push(`The Lab made ${made.name}; its figures are there.`);
  }
  if (after.phase === before.phase) return news;
  if (after.phase === 'stopped') news.push('The Lab’s run is stopped; nothing is lost.');
  if (after.phase === 'failed') news.push(`The Lab failed: ${after.error?.message ?? ''}`);
  if (after.phase === 'ready' && before.phase === 'opening') news.push('The Lab’s bench is open.');
  if (after.phase === 'ready' && before.phase === 'sweeping') news.push('The sweep is done.');
  return news;
}

/** Downloads take long enough to look at something else meanwhile. */
function libraryNews(before: SessionState, after: SessionState): readonly string[] {
  const added = after.library.addition;
  const earlier = before.library.addition;
  const news: string[] = [];
  if (added !== null && added.phase !== earlier?.phase) {
    const name = added.report?.name ?? 'The model';
    if (added.phase === 'looked' && earlier?.phase === 'looking') {
      news.push(`${name} was looked up; its settings are under Encoders.`);
    }
    if (added.phase === 'done') news.push(`${name} is here, and can be added as an arm.`);
  }
  for (const { id, profile, state } of after.encoders) {
    const last = before.encoders.find((encoder) => encoder.id === id)?.state.kind;
    if (last === undefined || last === state.kind) continue;
    if (state.kind === 'kept' && profile !== null && last !== 'needed') news.push(`${profile.name} is here.`);
    if (state.kind === 'other') news.push('What came is another encoder than the link names.');
  }
  return news;
}
