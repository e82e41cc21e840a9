import { readFileSync } from 'node:fs';
import { openEncoder } from '../engine/encoder/encoder.ts';
import type { Encoder } from '../engine/encoder/encoder.ts';
import { describeModel } from '../engine/models/describe-model.ts';
import { nodeRuntime } from '../engine/ort/node.ts';
import type { EncoderProfile } from '../protocol/encoder.ts';
import { listFolder, zooProfile } from './zoo.ts';

/**
 * Opens a folder of this machine in Node as the app opens a repository that nobody knows: every setting comes from its
 * files.
 * @param folder with the slash at its end
 * @param graph which of its ONNX files; without it, the one that the app would take
 */
export async function openFolder(
  folder: URL,
  graph?: string,
): Promise<{ encoder: Encoder; profile: EncoderProfile }> {
  const name = folder.pathname.split('/').at(-2) ?? '';
  const read = (path: string): Promise<Uint8Array> => Promise.resolve(readFileSync(new URL(path, folder)));
  const files = listFolder(folder);
  const model = { files, read, description: await describeModel(files, read, name) };
  const described = await zooProfile(name, model, graph === undefined ? {} : { model: graph });
  const encoder = await openEncoder(described.profile, nodeRuntime, described.read, { threads: 1 });
  return { encoder, profile: described.profile };
}
