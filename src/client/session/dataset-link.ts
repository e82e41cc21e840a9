import type { CatalogueDataset, CatalogueFile } from '../../domain/catalogue/types.ts';
import type { FilePlan } from '../../domain/corpus/read-plan.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { CorpusSource } from '../../protocol/corpus.ts';

/** The longest `corpusId` that a link takes. */
const LONGEST_LINK = 61;

/**
 * What a link calls a dataset: its id, and its languages where it is opened by language: `miracl-sw-th`. With more
 * languages than a link takes, the id alone, which asks for them anew.
 */
export function datasetLink({ id, opens }: CatalogueDataset, languages: readonly LanguageCode[]): string {
  if (opens === 'whole') return id;
  const link = [id, ...[...languages].sort()].join('-');
  return link.length <= LONGEST_LINK ? link : id;
}

/** The dataset and the languages that a link means; `null` where it means none of these. */
export function readDatasetLink(
  link: string,
  datasets: readonly CatalogueDataset[],
): { readonly dataset: CatalogueDataset; readonly languages: readonly LanguageCode[] } | null {
  for (const dataset of datasets) {
    if (link === dataset.id) return { dataset, languages: [] };
    if (dataset.opens === 'whole' || !link.startsWith(`${dataset.id}-`)) continue;
    const languages = link.slice(dataset.id.length + 1).split('-');
    if (languages.every((lang) => dataset.languages.includes(lang))) return { dataset, languages };
  }
  return null;
}

/** `MIRACL (sw, th)` */
export function datasetName({ name, opens }: CatalogueDataset, languages: readonly LanguageCode[]): string {
  return opens === 'whole' ? name : `${name} (${[...languages].sort().join(', ')})`;
}

/** What is fetched for a choice of languages: its files, and those that every choice needs. */
export function datasetFiles(
  { opens, files }: CatalogueDataset,
  languages: readonly LanguageCode[],
): readonly CatalogueFile[] {
  return files.filter(({ lang }) => opens === 'whole' || lang === null || languages.includes(lang));
}

export function datasetSource(dataset: CatalogueDataset, languages: readonly LanguageCode[]): CorpusSource {
  const files = datasetFiles(dataset, languages);
  const plans: Record<string, FilePlan> = {};
  const sizes: Record<string, number> = {};
  // Alone, a language keeps its own ids, so that runs and judgements from elsewhere fit.
  const alone = new Set(files.map(({ lang }) => lang)).size === 1;
  for (const { url, plan, bytes } of files) {
    if (plan !== null) plans[url] = alone ? withoutPrefix(plan) : plan;
    if (bytes !== null) sizes[url] = bytes;
  }
  return { kind: 'urls', urls: files.map(({ url }) => url), plans, bytes: sizes };
}

function withoutPrefix({ format, language, columns, splitting }: FilePlan): FilePlan {
  return { format, language, columns, splitting };
}
