import { CrosslensError } from '../../protocol/errors.ts';
import { folderOf, nameOf } from './model-paths.ts';

/** The part of a model's files that encodes one side, or both. */
export interface SideLayout {
  /** Where its settings lie, with the slash at its end; empty for the top. */
  readonly root: string;
  /** Its files, whole paths. */
  readonly paths: readonly string[];
  readonly tokenizer: string;
}

export interface ModelLayout {
  readonly passage: SideLayout;
  /** Of a pair; `null`: one graph encodes both sides. */
  readonly query: SideLayout | null;
}

/** Names that repositories of dense retrievers give to the two folders of a pair. */
const QUERY_FOLDER = /^(query|queries|question)([_-]encoder)?$/i;
const PASSAGE_FOLDER = /^(passage|passages|ctx|context|doc|document|corpus)([_-]encoder)?$/i;

/**
 * Finds the two halves of a pair, or the one model, among the paths of a folder. Its own name may stand before them.
 * @throws CrosslensError `model-invalid` where there is no tokenizer that can be read
 */
export function layoutOf(paths: readonly string[]): ModelLayout {
  const pair = findPair(paths);
  if (pair === null) return { passage: sideOf(paths, null), query: null };
  const [passages, queries] = [pair.passage, pair.query].map((folder) =>
    paths.filter((path) => path.startsWith(folder)),
  );
  const passage = sideOf(passages ?? [], null);
  // The two encoders of a pair mostly share a vocabulary, and some repositories keep it once.
  return { passage, query: sideOf(queries ?? [], passage.tokenizer) };
}

function findPair(paths: readonly string[]): { passage: string; query: string } | null {
  const folders = new Set<string>();
  for (const path of paths) {
    if (!path.endsWith('.onnx')) continue;
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at + 1));
  }
  const sorted = [...folders].sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1));
  for (const query of sorted) {
    const parent = folderOf(query.slice(0, -1));
    if (!QUERY_FOLDER.test(nameOf(query.slice(0, -1)))) continue;
    const passage = sorted.find(
      (folder) =>
        folder !== query &&
        folderOf(folder.slice(0, -1)) === parent &&
        PASSAGE_FOLDER.test(nameOf(folder.slice(0, -1))),
    );
    if (passage !== undefined) return { passage, query };
  }
  return null;
}

function sideOf(paths: readonly string[], otherTokenizer: string | null): SideLayout {
  const marker =
    shallowest(paths, 'modules.json') ??
    shallowest(paths, 'config.json') ??
    shallowest(paths, 'tokenizer.json') ??
    '';
  const root = folderOf(marker);
  const tokenizer = [
    ...paths.filter((path) => path === `${root}tokenizer.json`),
    ...[shallowest(paths, 'tokenizer.json') ?? []].flat(),
    ...[otherTokenizer ?? []].flat(),
  ][0];
  if (tokenizer === undefined) {
    const sentencePiece = paths.find((path) => path.endsWith('.model'));
    throw new CrosslensError(
      'model-invalid',
      `There is no tokenizer.json${sentencePiece === undefined ? '' : ` (${sentencePiece} alone is not read)`}. Choose a repository that has one, or save it with the “fast” tokenizer of transformers.`,
    );
  }
  return { root, paths, tokenizer };
}

function shallowest(paths: readonly string[], name: string): string | undefined {
  return paths
    .filter((path) => nameOf(path) === name)
    .sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))[0];
}

function depthOf(path: string): number {
  return path.split('/').length;
}
