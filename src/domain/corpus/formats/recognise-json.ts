import { detectLayout } from '../detect-format.ts';
import { isObject } from '../json-values.ts';
import type { CorpusFormat } from '../types.ts';
import { kindFromName } from './kind-from-name.ts';
import type { Recognised } from './recognised.ts';
import type { Head, SampleRow } from './sample-rows.ts';
import { sampleLines, sampleRows } from './sample-rows.ts';

/** Formats of rows by the keys that they have; the first that fits most rows is it. */
const BY_KEYS: readonly {
  readonly format: CorpusFormat;
  readonly fits: (row: SampleRow) => boolean;
  readonly because: string;
}[] = [
  {
    format: 'belebele',
    fits: ({ keys }) => keys.has('flores_passage') && keys.has('question'),
    because: 'rows with flores_passage, question and dialect',
  },
  {
    format: 'mkqa',
    fits: ({ keys, value }) => keys.has('queries') && isObject(value?.['queries'] ?? {}),
    because: 'rows with queries in many languages and answers',
  },
  {
    format: 'mkqa',
    fits: ({ keys, value }) =>
      keys.has('question') && keys.has('lang') && endsWith(value?.['id'], `_${String(value?.['lang'])}`),
    because: 'rows with question, answers, and an id that ends in the language',
  },
  {
    format: 'query-passages',
    fits: ({ keys }) => keys.has('query') && (keys.has('positive_passages') || keys.has('negative_passages')),
    because: 'rows with query, positive_passages and negative_passages',
  },
  {
    format: 'qrels',
    fits: ({ keys }) => keys.has('query-id') && keys.has('corpus-id'),
    because: 'rows with query-id, corpus-id and score',
  },
  {
    format: 'generated-queries',
    fits: ({ keys }) =>
      keys.has('generated_queries') ||
      (keys.has('query') && (keys.has('docid') || keys.has('group')) && !keys.has('text')),
    because: 'rows with generated_queries',
  },
  {
    format: 'docid-passages',
    fits: ({ keys }) => (keys.has('docid') && keys.has('text')) || (keys.has('id') && keys.has('contents')),
    because: 'rows with docid and text',
  },
];

/** SQuAD's JSON and every format of JSON rows; `null` for what is no JSON. Names help, content decides. */
export function recogniseJson(head: Head): Recognised | null {
  const layout = detectLayout(head.text);
  if (layout === null || !looksLikeRows(head)) return null;
  const rows = sampleRows(head);
  const most = (fits: (row: SampleRow) => boolean): boolean => rows.filter(fits).length * 2 > rows.length;
  if (layout === 'document') return { format: 'xquad', because: 'one JSON object', sure: true };
  if (rows.length > 0 && layout === 'array' && most(({ keys }) => keys.has('paragraphs'))) {
    return { format: 'xquad', because: 'a list of articles with paragraphs', sure: true };
  }
  if (rows.length > 0) {
    for (const { format, fits, because } of BY_KEYS) if (most(fits)) return { format, because, sure: true };
    if (most(({ keys }) => keys.has('text') && queryOrCorpusId(keys))) return beir(head, most);
  }
  return { format: 'jsonl', because: layout === 'array' ? 'a JSON list of rows' : 'JSON Lines', sure: true };
}

/** Prose may hold a line that begins with a brace, and Markdown may begin with a link. */
function looksLikeRows(head: Head): boolean {
  const text = head.text.trimStart();
  if (text.startsWith('{')) return true;
  if (text.startsWith('[')) return /^\[\s*(?:["{\[\]]|$)/.test(text);
  const lines = sampleLines(head);
  return lines.filter((line) => line.trimStart().startsWith('{')).length * 2 >= lines.length;
}

function queryOrCorpusId(keys: ReadonlySet<string>): boolean {
  return keys.has('_id') || keys.has('query_id');
}

/** Passages and queries of BEIR look alike, save that passages have a title, be it an empty one. */
function beir(head: Head, most: (fits: (row: SampleRow) => boolean) => boolean): Recognised {
  const named = kindFromName(head.name);
  const titled = most(({ keys }) => keys.has('title'));
  const asked = most(({ keys }) => keys.has('query_id'));
  if (titled || named === 'passages') {
    const because = titled ? 'rows with _id, title and text' : 'rows with _id and text, and its name';
    return named === 'queries'
      ? { format: 'beir-queries', because: 'its name', sure: false, alternatives: ['beir-passages'] }
      : { format: 'beir-passages', because, sure: true, alternatives: ['beir-queries'] };
  }
  return {
    format: 'beir-queries',
    because: asked ? 'rows with query_id and text' : 'rows with _id and text, without a title',
    sure: named === 'queries' || asked,
    alternatives: ['beir-passages'],
  };
}

function endsWith(id: unknown, end: string): boolean {
  return typeof id === 'string' && id.endsWith(end);
}
