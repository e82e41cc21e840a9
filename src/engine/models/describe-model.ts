import { CrosslensError } from '../../protocol/errors.ts';
import type { ListedFile, ModelReport } from '../../protocol/library.ts';
import type { DenseConfig } from './dense-config.ts';
import { familyOf } from './families.ts';
import { graphOptions } from './graph-options.ts';
import { layoutOf } from './model-layout.ts';
import { readLengths } from './model-limits.ts';
import type { Modules } from './modules.ts';
import type { Side } from './read-side.ts';
import { readSide } from './read-side.ts';
import {
  architectureOf,
  cutOf,
  hiddenSize,
  matryoshkaOf,
  normalizeOf,
  originOf,
  poolingOf,
  prefixesOf,
} from './side-settings.ts';

/** What a model's files say, without where they come from. */
export type ModelDescription = Omit<ModelReport, 'ref' | 'name' | 'revision' | 'licence' | 'needs'>;

/**
 * Finds out from a model's list of files, and from its small ones, how it is run. Nothing is taken for granted: every
 * setting comes with the file that says it, or with the words that none does.
 * @param read gives the bytes of a small file by its path in the list
 * @param name of the repository, for messages and for the conventions of well-known families
 * @throws CrosslensError `model-invalid` (no ONNX file, no tokenizer, a pooling or a pipeline that is not supported),
 * `file-damaged`, or what `read` throws
 */
export async function describeModel(
  files: readonly ListedFile[],
  read: (path: string) => Promise<Uint8Array>,
  name: string,
): Promise<ModelDescription> {
  const layout = named(name, () => layoutOf(files.map(({ path }) => path)));
  const graphs = graphOptions(files, layout.passage, layout.query, name);
  const passage = await readSide(layout.passage, read, name);
  const query = layout.query === null ? null : await readSide(layout.query, read, name);
  const notes: string[] = [];

  const architecture = architectureOf(passage.config?.json ?? null);
  const family = familyOf([name, ...originOf(passage.config?.json ?? null)], architecture);
  const { dense, lost } = readDense(passage, notes);
  const pooling = poolingOf(passage, family, lost);
  noteLeftModules(passage.modules?.value.left ?? [], passage.modules?.path ?? '', notes);
  if (passage.pooling?.value.includesPrompt === false)
    notes.push(
      `${passage.pooling.path} leaves the tokens of the prompt out of the mean (include_prompt); here they count.`,
    );
  noteTask(architecture, notes);
  if (query !== null) noteDifferences(passage, query, notes);

  const lengths = readLengths(passage);
  const dimensions =
    dense.at(-1)?.config.outputs ?? passage.pooling?.value.dimensions ?? hiddenSize(passage.config?.json ?? null);
  const matryoshka = matryoshkaOf(passage, family, dimensions, notes);
  return {
    architecture,
    files,
    graphs,
    limits: { maxTokens: lengths.longest, dimensions },
    matryoshka,
    settings: {
      pooling,
      normalize: normalizeOf(passage, family, query !== null),
      maxTokens: lengths.chosen,
      dimensions: cutOf(passage, dimensions),
      prefixes: prefixesOf(passage, query, family, notes),
    },
    dense: dense.map(({ folder }) => folder),
    notes,
  };
}

/** The Dense modules that can be applied: all of them, or none, as half a pipeline gives other vectors. */
function readDense(
  { dense, modules }: Side,
  notes: string[],
): {
  dense: readonly { readonly folder: string; readonly config: DenseConfig }[];
  /** Why a module cannot be applied. */
  lost: string | null;
} {
  const known = [];
  for (const { folder, config } of dense) {
    if (typeof config !== 'string') {
      known.push({ folder, config });
      continue;
    }
    const lost = `${folder} (Dense) of ${modules?.path ?? 'modules.json'} cannot be applied: ${config}`;
    notes.push(`${lost}. The graph’s own output for whole texts holds it, if the file was exported with it.`);
    return { dense: [], lost };
  }
  return { dense: known, lost: null };
}

function noteLeftModules(left: Modules['left'], path: string, notes: string[]): void {
  for (const { type, path: folder } of left)
    notes.push(
      `${path} has a module ${type}${folder === '' ? '' : ` (${folder})`}, which is not applied: vectors differ from those of sentence-transformers.`,
    );
}

function noteTask(architecture: string | null, notes: string[]): void {
  if (architecture?.endsWith('ForSequenceClassification') === true)
    notes.push(
      `config.json names ${architecture}, which scores texts (a cross-encoder, say) and may give no vectors.`,
    );
}

/** The settings of a pair are those of its passages' half. */
function noteDifferences(passage: Side, query: Side, notes: string[]): void {
  const [one, other] = [passage.pooling?.value.pooling, query.pooling?.value.pooling];
  if (one !== undefined && other !== undefined && one !== other)
    notes.push(
      `${query.pooling?.path ?? ''} asks for the pooling ${other}, and the passages’ half for ${one}, which is used for both.`,
    );
  const [long, short] = [readLengths(passage).chosen.value, readLengths(query).chosen.value];
  if (long !== short)
    notes.push(`Queries are made for ${short} tokens and passages for ${long}; both are cut at the latter.`);
}

/** Says of which model a fault speaks. */
function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CrosslensError)) throw error;
    throw new CrosslensError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}
