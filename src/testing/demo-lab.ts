import { corpusFiles } from '../cli/corpus-paths.ts';
import { findEncoder, openFromFolder, readManifest } from '../cli/model-folder.ts';
import { selectShard } from '../domain/corpus/select-shard.ts';
import type { LanguageCode } from '../domain/corpus/types.ts';
import { createDenseArm } from '../engine/arms/dense-arm.ts';
import { readCorpus } from '../engine/corpus/read-files.ts';
import type { LabInput } from '../engine/lab/create-lab.ts';
import { floatsOf } from '../engine/lab/floats-of.ts';

/** The demo shard in some languages, as a real encoder has it: what the Lab starts from. */
export async function demoLabInput(languages: readonly LanguageCode[]): Promise<LabInput> {
  const { corpus } = await readCorpus('demo', await corpusFiles('demo'), {});
  if (corpus === null) throw new Error('The demo cannot be read.');
  const shard = selectShard(corpus, {
    queryLanguages: languages,
    passageLanguages: languages,
    rows: { mode: 'all' },
  });
  const entry = findEncoder(await readManifest(), 'bag-hybrid');
  const arm = createDenseArm(await openFromFolder(entry, 1));
  await arm.index(shard, 'demo', {});
  const frozen = arm.frozen();
  await arm.dispose();
  return {
    shard,
    shardHash: 'demo',
    dimensions: frozen.dimensions,
    passages: await floatsOf(frozen.passages),
    queries: await floatsOf(frozen.queries),
    generated: await floatsOf(frozen.generated),
    encoder: { id: entry.id, revision: entry.revision },
    base: null,
    split: { seed: 1, heldOut: 0.5 },
  };
}
