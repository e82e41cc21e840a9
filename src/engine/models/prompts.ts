import { z } from 'zod';
import type { EncoderSettings } from '../../protocol/encoder.ts';
import { CrosslensError } from '../../protocol/errors.ts';

/** `config_sentence_transformers.json`, as far as it decides vectors. */
const schema = z.object({
  prompts: z.record(z.string(), z.string().nullable()).nullish(),
  default_prompt_name: z.string().nullish(),
  similarity_fn_name: z.string().nullish(),
  truncate_dim: z.number().int().positive().nullish(),
});

export interface SentenceConfig {
  readonly prompts: ReadonlyMap<string, string>;
  readonly defaultPrompt: string | null;
  readonly similarity: string | null;
  readonly truncate: number | null;
}

/** @throws CrosslensError `model-invalid` */
export function readSentenceConfig(json: unknown, path: string): SentenceConfig {
  const parsed = schema.safeParse(json ?? {});
  if (!parsed.success)
    throw new CrosslensError(
      'model-invalid',
      `${path} cannot be read:\n${z.prettifyError(parsed.error)}`,
    );
  const { prompts, default_prompt_name, similarity_fn_name, truncate_dim } = parsed.data;
  return {
    prompts: new Map(Object.entries(prompts ?? {}).map(([name, text]) => [name, text ?? ''])),
    defaultPrompt: default_prompt_name ?? null,
    similarity: similarity_fn_name ?? null,
    truncate: truncate_dim ?? null,
  };
}

/**
 * Names of prompts for searching, the usual ones first: sentence-transformers' own for queries and documents, then
 * those of families (Stella, Jina, Nomic, EmbeddingGemma).
 */
const NAMES = {
  query: ['query', 's2p_query', 'retrieval.query', 'search_query', 'Retrieval-query', 'web_search_query'],
  passage: [
    'document',
    'passage',
    'corpus',
    'retrieval.passage',
    'retrieval.document',
    'search_document',
    'Retrieval-document',
  ],
} as const;
const LONGEST = 4000;

export interface ChosenPrompts {
  readonly prefixes: EncoderSettings['prefixes'];
  /** Names of the prompts that were taken; `null`: the file has none for that side. */
  readonly query: string | null;
  readonly passage: string | null;
  /** Prompts for other tasks. */
  readonly others: readonly string[];
}

/** @throws CrosslensError `model-invalid` for a prompt that is longer than any that is meant for a text */
export function choosePrompts({ prompts, defaultPrompt }: SentenceConfig, path: string): ChosenPrompts {
  const byDefault = defaultPrompt !== null && prompts.has(defaultPrompt) ? defaultPrompt : null;
  const find = (names: readonly string[]): string | null => names.find((name) => prompts.has(name)) ?? byDefault;
  const [query, passage] = [find(NAMES.query), find(NAMES.passage)];
  const textOf = (name: string | null): string => (name === null ? '' : (prompts.get(name) ?? ''));
  const prefixes = { query: textOf(query), passage: textOf(passage) };
  const long = Object.entries(prefixes).find(([, text]) => text.length > LONGEST);
  if (long !== undefined)
    throw new CrosslensError(
      'model-invalid',
      `${path} has a prompt of ${long[1].length} characters for the ${long[0]} side; ${LONGEST} at most are taken.`,
    );
  return {
    prefixes,
    query,
    passage,
    others: [...prompts.keys()].filter((name) => name !== query && name !== passage && textOf(name) !== ''),
  };
}
