import { selectShard } from '../domain/corpus/select-shard.ts';
import type { Corpus, LanguageCode } from '../domain/corpus/types.ts';
import { createLexicalArm } from '../engine/arms/lexical-arm.ts';
import { readCorpus } from '../engine/corpus/read-files.ts';
import { DEMO_LANGUAGES, DEMO_NAME } from '../protocol/demo.ts';
import { corpusFiles } from './corpus-paths.ts';
import type { Overlap, QuestionPair } from './demo-check/overlap.ts';
import { commonWords, isNearCopy, NEAR_COPY, wordOverlap } from './demo-check/overlap.ts';
import type { DemoShape } from './demo-check/structure.ts';
import { checkStructure } from './demo-check/structure.ts';
import { findEncoder, openFromFolder, readManifest } from './model-folder.ts';

/** What the demo shard must be: parallel, spans in their passages, scripts right, xQG honest, and not too easy. */

const SHAPE: DemoShape = { languages: DEMO_LANGUAGES, topics: 40, passagesPerTopic: 2, generated: 4 };
/** A shard on which words alone find nearly everything has nothing to show. */
const MAX_BM25 = 0.9;

async function main(): Promise<void> {
  const { corpus, report } = await readCorpus(DEMO_NAME, await corpusFiles(DEMO_NAME), {});
  const leftOut = [...report.files.flatMap(({ skipped }) => skipped), ...report.skipped];
  const problems = leftOut.map(({ file, where, reason }) => `${file} ${where}: ${reason}`);
  if (corpus === null) throw new Error(`The demo shard cannot be read. ${problems.join(' ')}`);
  problems.push(...checkStructure(corpus, SHAPE));

  const overlaps = await measureOverlaps(corpus);
  const bm25 = await lexicalRecall(corpus);
  console.log('lang  xQG/gold words: mean   max   cosine: mean   max   near copies   BM25 R@1');
  for (const lang of SHAPE.languages) {
    const own = overlaps.filter((overlap) => overlap.lang === lang);
    const copies = own.filter(isNearCopy);
    const recall = bm25.get(lang) ?? NaN;
    problems.push(
      ...copies.map(
        ({ group, generated, gold }) =>
          `${lang} ${group}: "${generated}" is a near copy of the gold question "${gold}".`,
      ),
    );
    if (!(recall < MAX_BM25))
      problems.push(
        `${lang}: BM25 finds ${recall.toFixed(3)} of the gold passages first; at most ${MAX_BM25} was the aim.`,
      );
    const columns = [
      mean(own.map(({ words }) => words)),
      max(own.map(({ words }) => words)),
      mean(own.map(({ cosine }) => cosine)),
      max(own.map(({ cosine }) => cosine)),
    ];
    console.log(
      `${lang.padEnd(6)}${columns.map((value) => value.toFixed(3).padStart(11)).join('')}${String(copies.length).padStart(13)}${recall.toFixed(3).padStart(12)}`,
    );
  }
  console.log(
    `${corpus.passages.length} passages, ${corpus.queries.length} gold questions, ${overlaps.length} generated queries; near copy: words ≥ ${NEAR_COPY.words} or cosine ≥ ${NEAR_COPY.cosine}.`,
  );
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'The demo shard is as promised.' : `${problems.length} problems.`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

/** Every generated query beside the gold question of its passage, by words and by the recommended encoder. */
async function measureOverlaps(corpus: Corpus): Promise<Overlap[]> {
  const pairs: QuestionPair[] = corpus.queries.flatMap((query) => {
    const rows = corpus.generated.filter(({ group }) => group === query.group);
    return rows.flatMap(({ queries }) =>
      (queries[query.lang] ?? []).map((generated) => ({
        group: query.group ?? '',
        lang: query.lang,
        gold: query.text,
        generated,
      })),
    );
  });
  const common = new Map(SHAPE.languages.map((lang) => [lang, commonWords(questionsIn(pairs, lang))]));
  const { encoders } = await readManifest();
  const encoder = await openFromFolder(
    findEncoder({ version: 1, encoders, generators: [] }, encoders[0]?.id ?? ''),
    1,
  );
  const gold = await encoder.encode(
    pairs.map((pair) => pair.gold),
    'query',
  );
  const generated = await encoder.encode(
    pairs.map((pair) => pair.generated),
    'query',
  );
  const { dimensions } = encoder;
  await encoder.dispose();
  return pairs.map((pair, row) => {
    let cosine = 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i += 1)
      cosine += (gold[i] ?? 0) * (generated[i] ?? 0);
    return {
      ...pair,
      words: wordOverlap(pair.gold, pair.generated, common.get(pair.lang) ?? new Set()),
      cosine,
    };
  });
}

function questionsIn(pairs: readonly QuestionPair[], lang: LanguageCode): string[] {
  const own = pairs.filter((pair) => pair.lang === lang);
  return [...new Set(own.map(({ gold }) => gold)), ...own.map(({ generated }) => generated)];
}

/** BM25's monolingual R@1 by language. */
async function lexicalRecall(corpus: Corpus): Promise<Map<LanguageCode, number>> {
  const shard = selectShard(corpus, { queryLanguages: [], passageLanguages: [], rows: { mode: 'all' } });
  const arm = createLexicalArm();
  await arm.index(shard, DEMO_NAME, {});
  const { figures } = await arm.evaluate({ measures: ['R@1'], k: 1, fusion: null }, {});
  return new Map(
    figures.flatMap(({ setting, queryLanguage, value }) =>
      setting === 'mono' && value !== null ? [[queryLanguage, value] as const] : [],
    ),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function max(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

await main();
