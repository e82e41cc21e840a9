import type { EncoderSettings } from '../../protocol/encoder.ts';
import type { Experiment, ExperimentFigure } from '../../protocol/experiment.ts';

/** A figure of the file, and what came out this time; `null`: no value. */
export interface Difference {
  readonly figure: ExperimentFigure;
  readonly now: number | null | undefined;
}

export interface ExperimentCheck {
  readonly compared: number;
  /** Figures that no longer come out; `now` is undefined where there is no such figure any more. */
  readonly differences: readonly Difference[];
  /** What else is not as it was, in sentences: other files, another shard, another version. */
  readonly changed: readonly string[];
}

/** Four printed digits of a fraction: floats may differ in the last places between devices. */
const TOLERANCE = 0.000_05;
/** Rank distance is a mean of whole ranks. */
const RANK_TOLERANCE = 0.05;

export function checkExperiment(file: Experiment, now: Experiment): ExperimentCheck {
  const found = new Map(now.figures.map((figure) => [keyOf(figure), figure.value]));
  const differences = file.figures.flatMap((figure): Difference[] => {
    const value = found.get(keyOf(figure));
    return same(figure, value) ? [] : [{ figure, now: value }];
  });
  return { compared: file.figures.length, differences, changed: changes(file, now) };
}

function same({ measure, value }: ExperimentFigure, now: number | null | undefined): boolean {
  if (now === undefined) return false;
  if (value === null || now === null) return value === now;
  return Math.abs(value - now) <= (measure === 'RD' ? RANK_TOLERANCE : TOLERANCE);
}

function keyOf({ arm, fused, setting, queryLanguage, passageLanguage, measure }: ExperimentFigure): string {
  return JSON.stringify([arm, fused, setting, queryLanguage, passageLanguage, measure]);
}

function changes(file: Experiment, now: Experiment): string[] {
  const said: string[] = [];
  if (file.app.version !== now.app.version)
    said.push(`It was saved by version ${file.app.version}; this is ${now.app.version}.`);
  if (file.corpus.shardHash !== now.corpus.shardHash)
    said.push(
      `The shard is another one: ${String(now.corpus.passages)} passages, ${String(now.corpus.queries)} queries and ${String(now.corpus.generated)} texts with generated queries; the file had ${String(file.corpus.passages)}, ${String(file.corpus.queries)} and ${String(file.corpus.generated)}, or the same number of others.`,
    );
  for (const arm of file.arms) {
    const other = now.arms.find(({ letter }) => letter === arm.letter);
    if (other === undefined) said.push(`Arm ${arm.letter} (${arm.name}) is not open.`);
    else if (other.id !== arm.id) said.push(replaced(arm, other));
    else if (JSON.stringify(sorted(other.hashes)) !== JSON.stringify(sorted(arm.hashes)))
      said.push(`The files of ${arm.name} are others than when it was saved.`);
    else if (other.device !== arm.device)
      said.push(`Arm ${arm.letter} ran on ${arm.device} and runs on ${other.device}.`);
  }
  return said;
}

/** Encoders of one name may differ in their settings alone. */
function replaced(arm: Experiment['arms'][number], other: Experiment['arms'][number]): string {
  const names = (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).filter(
    (name) => JSON.stringify(arm.settings?.[name]) !== JSON.stringify(other.settings?.[name]),
  );
  if (arm.name !== other.name || arm.settings === null || other.settings === null || names.length === 0) {
    return `Arm ${arm.letter} was ${arm.name} (${arm.id}) and is ${other.name} (${other.id}).`;
  }
  const what = names.map((name) => SETTINGS[name]).join(', ');
  return `Arm ${arm.letter} is ${arm.name} with other settings than when it was saved: ${what}.`;
}

const SETTINGS = {
  model: 'ONNX file',
  queryModel: 'ONNX file for queries',
  pooling: 'pooling',
  normalize: 'length of vectors',
  maxTokens: 'longest input',
  dimensions: 'numbers of each vector',
  prefixes: 'prefixes',
} as const satisfies Record<keyof EncoderSettings, string>;

function sorted(hashes: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1));
}
