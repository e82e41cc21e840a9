import type { Side } from '../adapter/adapter.ts';
import type { LanguageCode } from '../corpus/types.ts';

/** How queries are changed before they are encoded. */
export type QueryForm =
  /** CORA's `--add_lang`: ` [am]` behind the query. `language` is a code, or `own` for the query's own language. */
  | { readonly kind: 'tag'; readonly language: LanguageCode }
  /**
   * Texts that a language model wrote for a query, by query id.
   * `document`: in the query's place; `mean`: beside the query; `concatenate`: behind the query, as one text.
   */
  | {
      readonly kind: 'expand';
      readonly mode: 'document' | 'mean' | 'concatenate';
      readonly texts: Readonly<Record<string, readonly string[]>>;
    };

/** A text to encode, and the branch of the encoder that it goes through. */
export interface SidedText {
  readonly text: string;
  readonly side: Side;
}

/**
 * The texts whose vectors are averaged to the query's vector; one at least. Where the encoder's vectors have unit
 * length, the mean is brought to unit length again. A query that the form says nothing of stays as it is: free text,
 * which has no id, is never expanded.
 */
export function formQuery(
  form: QueryForm,
  query: { readonly id: string | null; readonly text: string; readonly lang: LanguageCode | null },
): readonly SidedText[] {
  const plain: SidedText = { text: query.text, side: 'query' };
  if (form.kind === 'tag') {
    const language = form.language === 'own' ? query.lang : form.language;
    return language === null ? [plain] : [{ text: `${query.text} [${language}]`, side: 'query' }];
  }
  const expansions = expansionsOf(form.texts, query.id);
  if (expansions.length === 0) return [plain];
  // An expansion looks like what is searched, so it is encoded like it (HyDE).
  const documents = expansions.map((text): SidedText => ({ text, side: 'passage' }));
  switch (form.mode) {
    case 'document':
      return documents;
    case 'mean':
      return [plain, ...documents];
    case 'concatenate':
      return [{ text: [query.text, ...expansions].join(' '), side: 'query' }];
  }
}

/** An id may be any text, `constructor` included. */
function expansionsOf(
  texts: Readonly<Record<string, readonly string[]>>,
  id: string | null,
): readonly string[] {
  if (id === null || !Object.hasOwn(texts, id)) return [];
  return (texts[id] ?? []).filter((text) => text.trim() !== '');
}
