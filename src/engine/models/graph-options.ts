import { CrosslensError } from '../../protocol/errors.ts';
import type { GraphOption, ListedFile } from '../../protocol/library.ts';
import { listGraphs } from './graph-files.ts';
import type { SideLayout } from './model-layout.ts';

/**
 * The ways to run a model: each graph, or of a pair each two of one number format.
 * @throws CrosslensError `model-invalid` where there is none
 */
export function graphOptions(
  files: readonly ListedFile[],
  passage: SideLayout,
  query: SideLayout | null,
  name: string,
): GraphOption[] {
  const of = ({ paths, root }: SideLayout) =>
    listGraphs(
      files.filter(({ path }) => paths.includes(path)),
      root,
    );
  const passages = of(passage);
  if (passages.length === 0)
    throw new CrosslensError(
      'model-invalid',
      `${name} has no ONNX file with a text encoder. Look for a conversion on the Hub (onnx-community and Xenova have many), or export it: optimum-cli export onnx --task feature-extraction.`,
    );
  if (query === null)
    return passages.map(({ path, dtype, bytes }) => ({ model: path, queryModel: null, dtype, bytes }));
  const queries = of(query);
  const options = passages.flatMap(({ path, dtype, bytes }) => {
    const own = path.slice(passage.root.length);
    const other =
      queries.find((candidate) => candidate.path.slice(query.root.length) === own) ??
      queries.find((candidate) => candidate.dtype === dtype);
    if (other === undefined) return [];
    const both = bytes === null || other.bytes === null ? null : bytes + other.bytes;
    return [{ model: path, queryModel: other.path, dtype, bytes: both }];
  });
  if (options.length === 0)
    throw new CrosslensError(
      'model-invalid',
      `${name} has no ONNX files of one number format for both queries and passages (queries: ${queries.map(({ path }) => path).join(', ') || 'none'}; passages: ${passages.map(({ path }) => path).join(', ')}). Export both alike.`,
    );
  return options;
}

