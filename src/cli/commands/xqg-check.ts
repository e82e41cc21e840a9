import type { LanguageCode, Passage, Shard } from '../../domain/corpus/types.ts';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import { createIdentifier } from '../../domain/generation/identify-language.ts';
import { createBm25 } from '../../domain/index/bm25.ts';
import type { Arguments } from '../arguments.ts';
import { openShard } from '../open-shard.ts';
import { createProgress } from '../progress.ts';
import { UsageError } from '../usage.ts';

/** What is right about generated queries, as shares of them. */
interface Quality {
  /** `all`, or a language of queries. */
  readonly language: LanguageCode;
  readonly queries: number;
  /** In the language asked for. */
  readonly inLanguage: number | null;
  /** Of queries in their passage's own language: finds it among the first k of that language by BM25. */
  readonly findsOwn: number | null;
  readonly own: number;
  /** Of queries in another language: finds the parallel passage in that language. */
  readonly findsParallel: number | null;
  readonly parallel: number;
  /** The same text as another query of the passage. */
  readonly duplicates: number | null;
  /** The same text as a query of another passage that is not parallel: it says little of either. */
  readonly repeated: number | null;
}

interface Judged {
  readonly lang: LanguageCode;
  readonly inLanguage: boolean;
  readonly own: boolean | null;
  readonly parallel: boolean | null;
  readonly duplicate: boolean;
  readonly repeated: boolean;
}

/** Looks at generated queries before anyone fuses them. */
export async function check(args: Arguments): Promise<void> {
  if (args.positionals.length > 0)
    throw new UsageError(`xqg check takes flags only, not "${args.positionals.join(' ')}".`);
  const k = args.number('k', { min: 1, max: 1000, integer: true }) ?? 10;
  const { shard } = await openShard(args, createProgress(), 'passages');
  if (shard.generated.length === 0) throw new UsageError('There are no generated queries: give --xqg FILE.');
  const identify = createIdentifier([...shard.passages, ...shard.queries]);
  const judged = judgeAll(shard, k, identify);
  const languages = [...new Set(judged.map(({ lang }) => lang))].sort();
  const rows = [
    ...languages.map((lang) =>
      qualityOf(
        lang,
        judged.filter((one) => one.lang === lang),
      ),
    ),
    qualityOf('all', judged),
  ];
  if (args.has('json')) {
    process.stdout.write(`${JSON.stringify(rows)}\n`);
    return;
  }
  process.stdout.write(
    `language\tqueries\tin language\town in top ${String(k)}\tparallel in top ${String(k)}\tduplicates\trepeated\n`,
  );
  for (const row of rows) {
    const cells = [
      row.language,
      String(row.queries),
      share(row.inLanguage),
      `${share(row.findsOwn)} of ${String(row.own)}`,
      `${share(row.findsParallel)} of ${String(row.parallel)}`,
      share(row.duplicates),
      share(row.repeated),
    ];
    process.stdout.write(`${cells.join('\t')}\n`);
  }
}

function judgeAll(shard: Shard, k: number, identify: (text: string) => LanguageCode | null): Judged[] {
  const byId = new Map(shard.passages.map((passage) => [passage.id, passage]));
  const searchers = new Map<LanguageCode, (query: string) => readonly Passage[]>();
  const search = (lang: LanguageCode, query: string): readonly Passage[] => {
    const known =
      searchers.get(lang) ??
      searcherOf(
        shard.passages.filter((passage) => passage.lang === lang),
        k,
      );
    searchers.set(lang, known);
    return known(query);
  };
  const ownersOf = ownersByText(shard);
  return shard.generated.flatMap((row) => {
    const passage = byId.get(row.docid ?? '');
    return Object.entries(row.queries).flatMap(([lang, texts]) =>
      texts.map((text, i): Judged => {
        const found = search(lang, text);
        const sameLanguage = passage !== undefined && passage.lang === lang;
        const group = passage?.group ?? row.group;
        return {
          lang,
          inLanguage: identify(text) === lang,
          own: sameLanguage ? found.some(({ id }) => id === passage.id) : null,
          parallel: sameLanguage || group === undefined ? null : found.some((other) => other.group === group),
          duplicate: texts.indexOf(text) !== i,
          repeated: (ownersOf.get(`${lang} ${text}`)?.size ?? 0) > 1,
        };
      }),
    );
  });
}

/** Passages, or groups of parallel ones, that each text was written for. */
function ownersByText(shard: Shard): ReadonlyMap<string, ReadonlySet<string>> {
  const groupOf = new Map(shard.passages.map(({ id, group }) => [id, group ?? id]));
  const owners = new Map<string, Set<string>>();
  for (const { docid, group, queries } of shard.generated) {
    const owner = docid === undefined ? (group ?? '') : (groupOf.get(docid) ?? docid);
    for (const [lang, texts] of Object.entries(queries)) {
      for (const text of texts) {
        const known = owners.get(`${lang} ${text}`) ?? new Set();
        owners.set(`${lang} ${text}`, known.add(owner));
      }
    }
  }
  return owners;
}

function searcherOf(passages: readonly Passage[], k: number): (query: string) => readonly Passage[] {
  const bm25 = createBm25();
  for (const passage of passages) bm25.add(searchedText(passage), passage.lang);
  const scores = new Float32Array(passages.length);
  return (query) => {
    scores.fill(0);
    bm25.score(query, scores);
    return passages
      .map((passage, row) => ({ passage, score: scores[row] ?? 0 }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, k)
      .map(({ passage }) => passage);
  };
}

function qualityOf(language: LanguageCode, judged: readonly Judged[]): Quality {
  const rate = (values: readonly boolean[]): number | null =>
    values.length === 0 ? null : values.filter(Boolean).length / values.length;
  const own = judged.flatMap((one) => one.own ?? []);
  const parallel = judged.flatMap((one) => one.parallel ?? []);
  return {
    language,
    queries: judged.length,
    inLanguage: rate(judged.map((one) => one.inLanguage)),
    findsOwn: rate(own),
    own: own.length,
    findsParallel: rate(parallel),
    parallel: parallel.length,
    duplicates: rate(judged.map((one) => one.duplicate)),
    repeated: rate(judged.map((one) => one.repeated)),
  };
}

function share(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(1)} %`;
}
