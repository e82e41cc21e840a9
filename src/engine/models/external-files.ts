import type { EncoderProfile } from '../../protocol/encoder.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { OnnxFile } from './inspect-onnx.ts';
import { resolveBeside } from './model-paths.ts';

/**
 * The second files that a graph keeps weights in: place beside the graph → path in the model's folder.
 * @param path of the graph
 * @throws CrosslensError `model-invalid` for a file that is not there, or lies outside of the graph's folder;
 * `file-damaged` for one that is shorter than what the graph reads of it
 */
export function externalFiles(
  graph: OnnxFile,
  path: string,
  files: EncoderProfile['files'],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [place, needed] of graph.external) {
    const resolved = resolveBeside(path, place);
    const file = files.find((candidate) => candidate.path === resolved);
    if (file === undefined)
      throw new CrosslensError(
        'model-invalid',
        `${path} keeps weights in a second file, ${place}, which is not among the model’s files. Add it to the folder, or choose an ONNX file that is complete by itself.`,
      );
    if (file.bytes < needed)
      throw new CrosslensError(
        'file-damaged',
        `${file.path} has ${file.bytes} bytes, and its graph reads ${needed}: it is cut short, or belongs to another graph. Fetch it again.`,
      );
    found.set(place, file.path);
  }
  return found;
}
