import type { LabState } from '../client/session/lab-state.ts';
import type { SessionState } from '../client/session/session-state.ts';
import { plural } from '../ui/format.ts';

/** What changed that someone who does not see the screen should hear; empty when nothing did. */
export function announcements(before: SessionState, after: SessionState): readonly string[] {
  return [...corpusNews(before, after), ...armNews(before, after), ...labNews(before.lab, after.lab)];
}

function corpusNews(before: SessionState, after: SessionState): readonly string[] {
  const { phase, shard } = after.corpus;
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
