import type { Corpus, LanguageCode, Passage } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';

/** What the demo shard promises. */
export interface DemoShape {
  readonly languages: readonly LanguageCode[];
  readonly topics: number;
  readonly passagesPerTopic: number;
  /** Generated queries for each passage and language. */
  readonly generated: number;
}

/** Share of a text's letters that must be in the language's own script: names and formulas may be Latin. */
const OWN_SCRIPT = 0.8;

/** Everything that is wrong with the shard's form, one sentence each; empty when nothing is. */
export function checkStructure(corpus: Corpus, shape: DemoShape): string[] {
  return [
    ...checkParallel(corpus, shape),
    ...checkQueries(corpus, shape),
    ...checkGenerated(corpus, shape),
    ...checkScripts(corpus),
  ];
}

/** Groups in the order of the first language's passages. */
function groupsOf(corpus: Corpus, shape: DemoShape): string[] {
  return corpus.passages.filter(({ lang }) => lang === shape.languages[0]).map(({ group }) => group ?? '');
}

function checkParallel(corpus: Corpus, shape: DemoShape): string[] {
  const groups = groupsOf(corpus, shape);
  const topics = new Map<string, number>();
  for (const group of groups) {
    const topic = group.replace(/-\d+$/, '');
    topics.set(topic, (topics.get(topic) ?? 0) + 1);
  }
  const problems = [...topics].flatMap(([topic, count]) =>
    count === shape.passagesPerTopic
      ? []
      : [`Topic ${topic} has ${count} passages, not ${shape.passagesPerTopic}.`],
  );
  if (topics.size < shape.topics)
    problems.push(`There are ${topics.size} topics, fewer than ${shape.topics}.`);
  for (const lang of shape.languages) {
    const own = corpus.passages.filter((passage) => passage.lang === lang);
    const found = own.map(({ group }) => group ?? '');
    if (found.join() !== groups.join())
      problems.push(`The passages of ${lang} are not those of ${String(shape.languages[0])}, in that order.`);
    for (const { id, group } of own) {
      if (id !== `${lang}-${String(group)}`)
        problems.push(`Passage ${id} should be called ${lang}-${String(group)}.`);
    }
  }
  return problems;
}

function checkQueries(corpus: Corpus, shape: DemoShape): string[] {
  const passages = new Map(corpus.passages.map((passage): [string, Passage] => [passage.id, passage]));
  const asked = new Set(corpus.queries.map(({ lang, group }) => `${lang}-${String(group)}`));
  const problems = shape.languages.flatMap((lang) =>
    groupsOf(corpus, shape).flatMap((group) =>
      asked.has(`${lang}-${group}`) ? [] : [`No gold question for ${lang}-${group}.`],
    ),
  );
  for (const query of corpus.queries) {
    const own = `${query.lang}-${String(query.group)}`;
    if (query.id !== `${own}-q`) problems.push(`Query ${query.id} should be called ${own}-q.`);
    if (query.relevant.join() !== own)
      problems.push(`Query ${query.id} should name the passage ${own} alone: its group brings the others.`);
    const text = passages.get(own)?.text ?? '';
    if (query.answers?.length !== 1) problems.push(`Query ${query.id} has no single answer.`);
    for (const answer of query.answers ?? []) {
      if (!text.includes(answer))
        problems.push(`The answer of ${query.id}, "${answer}", does not stand in its passage.`);
    }
  }
  return problems;
}

function checkGenerated(corpus: Corpus, shape: DemoShape): string[] {
  const rows = new Map(corpus.generated.map((row) => [row.group, row.queries]));
  return groupsOf(corpus, shape).flatMap((group) =>
    shape.languages.flatMap((lang) => {
      const queries = rows.get(group)?.[lang] ?? [];
      return new Set(queries).size === shape.generated && queries.length === shape.generated
        ? []
        : [
            `${group} has ${new Set(queries).size} different generated queries in ${lang}, not ${shape.generated}.`,
          ];
    }),
  );
}

function checkScripts(corpus: Corpus): string[] {
  const texts = [
    ...corpus.passages.map(({ id, lang, text }) => ({ id, lang, text })),
    ...corpus.queries.map(({ id, lang, text }) => ({ id, lang, text })),
    ...corpus.generated.flatMap(({ group, queries }) =>
      Object.entries(queries).flatMap(([lang, list]) =>
        list.map((text) => ({ id: `a generated query of ${String(group)}`, lang, text })),
      ),
    ),
  ];
  return texts.flatMap(({ id, lang, text }) => {
    const share = ownScriptShare(text, lang);
    return share >= OWN_SCRIPT || isShortAndMixed(text, share)
      ? []
      : [`${id}: only ${Math.round(100 * share)} % of the letters are ${languageInfo(lang).script}: ${text}`];
  });
}

/** A short question about DNA or UNESCO is half Latin in any script. */
function isShortAndMixed(text: string, share: number): boolean {
  return text.length < 80 && share >= 0.4;
}

function ownScriptShare(text: string, lang: LanguageCode): number {
  const letters = text.match(/\p{L}/gu) ?? [];
  const own = new RegExp(`\\p{Script_Extensions=${languageInfo(lang).script}}`, 'u');
  return letters.length === 0 ? 0 : letters.filter((letter) => own.test(letter)).length / letters.length;
}
