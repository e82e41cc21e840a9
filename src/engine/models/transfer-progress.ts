import type { DownloadProgress, ListedFile } from '../../protocol/library.ts';

/** The rate is that of the last so many seconds: a connection that slows down shows at once. */
const WINDOW_MS = 5000;
const EVERY_MS = 100;

export interface TransferProgress {
  /** @param resumed bytes of the file that an earlier try had kept; @param total `null`: not known */
  file(path: string, loaded: number, resumed: number, total: number | null): void;
  done(path: string, bytes: number): void;
}

/** Reports several files that come one after the other as one transfer, ten times a second at most. */
export function reportTransfer(
  files: readonly ListedFile[],
  report: (progress: DownloadProgress) => void,
  now: () => number = () => performance.now(),
): TransferProgress {
  const sizes = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const loadedOf = new Map<string, number>();
  const resumedOf = new Map<string, number>();
  const finished = new Set<string>();
  let samples: { readonly at: number; readonly fetched: number }[] = [];
  let reported = -Infinity;

  const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
  const tell = (path: string, always: boolean): void => {
    const at = now();
    if (!always && at - reported < EVERY_MS) return;
    reported = at;
    const loaded = sum(loadedOf.values());
    const resumed = sum(resumedOf.values());
    const fetched = loaded - resumed;
    samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, fetched }];
    const [oldest] = samples;
    const seconds = oldest === undefined ? 0 : (at - oldest.at) / 1000;
    const perSecond = seconds > 0 ? Math.max(0, (fetched - (oldest?.fetched ?? 0)) / seconds) : 0;
    const known = [...sizes.values()];
    const total = known.every((bytes) => bytes !== null) ? sum(known) : null;
    report({
      file: path,
      files: Math.min(files.length, finished.size + (always ? 0 : 1)),
      of: files.length,
      loaded,
      total,
      perSecond,
      secondsLeft: total !== null && perSecond > 0 ? (total - loaded) / perSecond : null,
      resumed,
    });
  };
  return {
    file(path, loaded, resumed, total) {
      loadedOf.set(path, loaded);
      resumedOf.set(path, Math.min(resumed, loaded));
      if (total !== null) sizes.set(path, total);
      tell(path, false);
    },
    done(path, bytes) {
      finished.add(path);
      loadedOf.set(path, bytes);
      sizes.set(path, bytes);
      tell(path, true);
    },
  };
}
