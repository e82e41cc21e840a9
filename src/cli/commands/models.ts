import { BM25_ID } from '../../protocol/lexical.ts';
import type { Arguments } from '../arguments.ts';
import { readManifest } from '../model-folder.ts';
import { keptModels } from '../open-model.ts';
import { UsageError } from '../usage.ts';

export async function models(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(
      `models takes flags only, or look and a model, not "${args.positionals.join(' ')}".`,
    );
  const { encoders } = await readManifest();
  const kept = await keptModels();
  if (args.has('json')) {
    process.stdout.write(`${JSON.stringify([...encoders, ...kept], null, 2)}\n`);
    return;
  }
  for (const encoder of encoders) {
    const languages = Object.keys(encoder.languages.trained).sort().join(' ');
    process.stdout.write(
      `${encoder.id}\t${String(encoder.dimensions)} dimensions\t${encoder.dtype}\t${(encoder.bytes / 1e6).toFixed(1)} MB\t${encoder.regime}\t${languages}\n`,
    );
  }
  for (const { id, name, dimensions, dtype, bytes, pooling, revision } of kept) {
    process.stdout.write(
      `${id}\t${String(dimensions)} dimensions\t${dtype}\t${(bytes / 1e6).toFixed(1)} MB\t${pooling}\t${name} at ${revision}\n`,
    );
  }
  process.stdout.write(`${BM25_ID}\tlexical, no encoder\n`);
}
