import type { SessionState } from '../client/session/session-state.ts';
import { plural } from '../ui/format.ts';

/** What changed that someone who does not see the screen should hear; empty when nothing did. */
export function announcements(before: SessionState, after: SessionState): readonly string[] {
  return [...corpusNews(before, after), ...armNews(before, after)];
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
