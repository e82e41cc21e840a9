import type { ReadProgress } from '../../protocol/corpus.ts';
import { throwIfAborted } from '../../protocol/errors.ts';
import { startPace } from '../rate.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import type { SourceFile } from './source-file.ts';

/** Milliseconds between two reports within a file. */
const EVERY = 100;

/** Tells how far a pass over files is, at the beginning of each file and a few times a second within it. */
export interface ProgressMeter {
  begin(source: SourceFile, index: number): Promise<void>;
  readonly onBytes: (bytes: number) => void;
  /** Where the number of passages comes from. */
  counting(passages: () => number): void;
}

export function createProgressMeter(
  step: ReadProgress['step'],
  sources: readonly SourceFile[],
  onProgress: ((progress: ReadProgress) => void) | undefined,
  signal: AbortSignal | undefined,
): ProgressMeter {
  const total = sources.reduce((sum, { size }) => sum + size, 0);
  const paceOf = startPace(total);
  let file = '';
  let files = 0;
  /** Of the files that were read. */
  let before = 0;
  let within = 0;
  let last = performance.now();
  let passages = (): number => 0;
  const report = (): void => {
    last = performance.now();
    // A file that needs two looks (its beginning, then all of it) is not longer for that.
    const loaded = Math.min(total, before + Math.min(within, sources[files]?.size ?? within));
    const { perSecond, secondsLeft } = paceOf(loaded);
    onProgress?.({
      file,
      files,
      of: sources.length,
      step,
      loaded,
      total,
      perSecond,
      secondsLeft: perSecond > 0 ? secondsLeft : null,
      passages: passages(),
    });
  };
  return {
    async begin(source, index) {
      if (index > 0) before += sources[index - 1]?.size ?? 0;
      file = source.name;
      files = index;
      within = 0;
      report();
      await yieldToEvents();
      throwIfAborted(signal);
    },
    onBytes(bytes) {
      within += bytes;
      if (performance.now() - last >= EVERY) report();
    },
    counting(of) {
      passages = of;
    },
  };
}
