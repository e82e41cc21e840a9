import type { FilePlan, Intake, ReadPlan } from '../../domain/corpus/read-plan.ts';
import { EVERYTHING } from '../../domain/corpus/read-plan.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { UNDETERMINED } from '../../domain/corpus/types.ts';
import type { FileInspection, Inspection } from '../../protocol/inspection.ts';
import { languageInfo } from '../../domain/text/languages.ts';
import type { Look, LookOptions } from './look-at-file.ts';
import { lookAtFile } from './look-at-file.ts';
import { createNeighbours } from './parallel-neighbours.ts';
import { recogniseSources } from './plan-sources.ts';
import type { SourceFile } from './source-file.ts';

/** From here on a sample is proposed: vectors of more passages take minutes and hundreds of megabytes. */
const MANY_PASSAGES = 50_000;
const MANY_BYTES = 200_000_000;
const SEED = 1;

interface InspectOptions {
  /** By file name, where it is known before how a file is to be read. */
  readonly plans: ReadonlyMap<string, FilePlan>;
  /** Asked for where nothing says a language: it is large to load. */
  readonly detector: () => Promise<(text: string) => LanguageCode>;
  readonly signal?: AbortSignal | undefined;
  readonly onFile?: ((file: SourceFile, index: number) => void) | undefined;
}

/** Looks at the beginning of every file, and proposes how to read them and how much of them. */
export async function inspectFiles(
  sources: readonly SourceFile[],
  { plans, detector, signal, onFile }: InspectOptions,
): Promise<Inspection> {
  const recognised = await recogniseSources(sources, signal);
  const neighbours = createNeighbours(sources);
  const looks: Look[] = [];
  const unsure: FileInspection[] = [];
  for (const [index, source] of sources.entries()) {
    onFile?.(source, index);
    const known = recognised[index] ?? { refusal: 'It was not looked at.' };
    const plan = plans.get(source.name) ?? null;
    const look = await lookWithLanguages(
      source,
      { recognised: known, plan, beside: neighbours(source), signal },
      detector,
    );
    looks.push(look);
    if (plan === null && 'detected' in known && !known.detected.sure) unsure.push(look.seen);
  }
  const files = looks.map(({ seen }) => seen);
  return proposal(files, unsure, new Set(plans.keys()), passagesPerRow(looks));
}

/** Most files say their languages; the detector is loaded for those that do not. */
export async function lookWithLanguages(
  source: SourceFile,
  options: Omit<LookOptions, 'detect'>,
  detector: InspectOptions['detector'],
): Promise<Look> {
  const told = { asked: false };
  const look = await lookAtFile(source, {
    ...options,
    detect: () => {
      told.asked = true;
      return UNDETERMINED;
    },
  });
  return told.asked ? lookAtFile(source, { ...options, detect: await detector() }) : look;
}

/** Parallel passages of all files, by the groups that they name. */
function passagesPerRow(files: readonly Look[]): number {
  const groups = new Set(files.flatMap((file) => [...file.groups]));
  const alone = files.reduce((sum, { passages }) => sum + passages.alone, 0);
  const grouped = files.reduce((sum, { passages }) => sum + passages.grouped, 0);
  const rows = alone + groups.size;
  return rows === 0 ? 1 : (alone + grouped) / rows;
}

function proposal(
  files: readonly FileInspection[],
  unsure: readonly FileInspection[],
  known: ReadonlySet<string>,
  perRow: number,
): Inspection {
  const read = files.filter(({ plan }) => plan !== null);
  const estimate = {
    passages: read.reduce((sum, { rows }) => sum + rows.passages, 0),
    exact: read.every(({ rows }) => rows.exact),
    bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    perRow,
  };
  const much = estimate.passages > MANY_PASSAGES || (estimate.passages > 0 && estimate.bytes > MANY_BYTES);
  const plan: ReadPlan = {
    files: Object.fromEntries(read.flatMap(({ file, plan: of }) => (of === null ? [] : [[file, of]]))),
    without: [],
    intake: much ? sampleOf(read, perRow) : EVERYTHING,
  };
  const asked = read.filter(({ file }) => !known.has(file));
  const ask = [
    ...askLanguages(asked.filter(({ languageGuessed }) => languageGuessed)),
    ...askFormats(unsure),
    ...asked.flatMap(({ file, plan: of }) => askParticulars(file, of)),
    ...(much ? [askAmount(estimate)] : []),
  ];
  return { files, plan, estimate, ask };
}

/** The same number of every language, so that those with few passages are not lost among those with many. */
function sampleOf(files: readonly FileInspection[], perRow: number): Intake {
  const languages = new Set(files.flatMap((file) => (file.rows.passages > 0 ? file.languages : [])));
  const perLanguage = languages.size > 1;
  const n = Math.floor(MANY_PASSAGES / (perLanguage ? languages.size : perRow));
  return { passages: { mode: 'sample', n, seed: SEED, perLanguage }, keepRelevant: true };
}

function askLanguages(files: readonly FileInspection[]): readonly string[] {
  if (files.length === 0) return [];
  const languages = [...new Set(files.flatMap((file) => file.languages))].slice(0, 8);
  const found = languages
    .map((lang) => (lang === 'und' ? 'not determined' : languageInfo(lang).name))
    .join(', ');
  return [`Nothing says the language of ${nameThem(files)}. It was told from the text: ${found}.`];
}

function askFormats(files: readonly FileInspection[]): readonly string[] {
  if (files.length === 0) return [];
  return [`${nameThem(files)} could be read in more than one way. Look at what it is read as.`];
}

function askParticulars(file: string, plan: FilePlan | null): readonly string[] {
  if (plan?.format === 'table') return [`The columns of ${file} were chosen by their names and contents.`];
  if (plan?.splitting !== null && plan?.splitting !== undefined) {
    const most = plan.splitting.characters.toLocaleString('en-GB');
    return [
      `${file} is running text. It is cut at blank lines, and between sentences where one has more than ${most} characters.`,
    ];
  }
  return [];
}

function askAmount({ passages, exact, bytes }: Inspection['estimate']): string {
  const amount = `${exact ? '' : 'about '}${(exact ? passages : roundly(passages)).toLocaleString('en-GB')} passages`;
  const size = `${Math.round(bytes / 1_000_000).toLocaleString('en-GB')} MB`;
  return `That is much: ${amount} in ${size}. A sample is proposed, with every passage that is relevant to a query.`;
}

/** An estimate claims no more than two digits. */
function roundly(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.round(value / unit) * unit;
}

function nameThem(files: readonly FileInspection[]): string {
  const [first, second] = files.map(({ file }) => file);
  if (files.length > 2) return `${first ?? ''} and ${String(files.length - 1)} other files`;
  return second === undefined ? (first ?? '') : `${first ?? ''} and ${second}`;
}
