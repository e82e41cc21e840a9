import { packCorpus } from '../../engine/corpus/pack-corpus.ts';
import type { Arguments } from '../arguments.ts';
import { corpusFiles } from '../corpus-paths.ts';
import { createProgress } from '../progress.ts';
import { readByFlags, sayReport } from '../read-corpus.ts';
import { writeText } from '../text-file.ts';
import { UsageError } from '../usage.ts';

/** Writes a corpus of any format as JSON Lines of Crosslens's own, which every command and the app read. */
export async function convert(args: Arguments): Promise<void> {
  const paths = args.positionals;
  if (paths.length === 0) throw new UsageError('corpus convert takes files, folders, addresses, or demo.');
  const out = args.required('out');
  if (!/\.jsonl(?:\.gz)?$/i.test(out)) throw new UsageError('--out must end in .jsonl or .jsonl.gz.');
  const progress = createProgress();
  const files = (await Promise.all(paths.map((path) => corpusFiles(path, progress)))).flat();
  const { corpus, report } = await readByFlags(paths.join(', '), args, files, progress);
  sayReport(report, progress);
  if (corpus === null) throw new UsageError('Nothing could be read as a corpus.');
  const { blob } = await packCorpus(corpus);
  // `writeText` packs again what ends in .gz.
  const lines = new Response(blob.stream().pipeThrough(new DecompressionStream('gzip')));
  await writeText(out, await lines.blob());
  const { passages, queries, generated } = corpus;
  const counts = [`${passages.length} passages`, `${queries.length} queries`];
  if (generated.length > 0) counts.push(`${generated.length} passages with generated queries`);
  process.stdout.write(`${out}: ${counts.join(', ')}\n`);
}
