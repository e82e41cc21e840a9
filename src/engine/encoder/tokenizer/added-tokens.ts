import { stripEnd, stripStart, WORD } from './characters.ts';
import { fieldsOf, flagField, listOf, textField } from './fields.ts';
import type { PieceModel } from './piece-model.ts';
import type { Normalize } from './normalizer.ts';

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special: boolean;
  /** Sought in the normalised text, by its own normalised form. */
  readonly normalized: boolean;
  readonly singleWord: boolean;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
}

/** Text between added tokens, or the id of one. */
export type Section = { readonly text: string; readonly start: number } | { readonly id: number };
export type FindAddedTokens = (text: string) => readonly Section[];

/**
 * The `added_tokens` of tokenizer.json. As in Rust a token that the model's vocabulary has keeps the id that it has
 * there, and any other gets the next one that is free, whatever the file says; in a file that is right they agree.
 */
export function readAddedTokens(config: unknown, model: PieceModel): readonly AddedToken[] {
  if (config === null || config === undefined) return [];
  const ids = new Map<string, number>();
  let highest = -1;
  return listOf(config, 'its list of added tokens').flatMap((entry): AddedToken[] => {
    const fields = fieldsOf(entry, 'an added token');
    const content = textField(fields, 'content');
    if (content === '') return [];
    const free = Math.max(highest + 1, model.ids.size);
    const id = ids.get(content) ?? model.ids.get(content) ?? free;
    ids.set(content, id);
    highest = Math.max(highest, id);
    const special = flagField(fields, 'special', false);
    return [
      {
        id,
        content,
        special,
        normalized: flagField(fields, 'normalized', !special),
        singleWord: flagField(fields, 'single_word', false),
        lstrip: flagField(fields, 'lstrip', false),
        rstrip: flagField(fields, 'rstrip', false),
      },
    ];
  });
}

/** The two searches: in the text as it is, and in what the normaliser makes of the rest. */
export function createSearches(
  tokens: readonly AddedToken[],
  normalize: Normalize,
): { readonly raw: FindAddedTokens; readonly normalized: FindAddedTokens } {
  // Of equal ones the first counts, and special tokens come first.
  const ordered = [...tokens.filter(({ special }) => special), ...tokens.filter(({ special }) => !special)];
  const byId = new Map(tokens.map((token) => [token.id, token]));
  const search = (normalized: boolean): FindAddedTokens =>
    createSearch(
      ordered
        .filter((token) => token.normalized === normalized)
        .map((token) => [normalized ? normalize(token.content) : token.content, byId.get(token.id) ?? token]),
    );
  return { raw: search(false), normalized: search(true) };
}

const WORD_AT_END = new RegExp(`[${WORD}]$`, 'u');
const WORD_AT_START = new RegExp(`^[${WORD}]`, 'u');

interface TrieNode {
  readonly children: Map<number, TrieNode>;
  token: AddedToken | null;
}

/** Leftmost matches, the longest of those that begin at one place. */
function createSearch(patterns: readonly (readonly [text: string, token: AddedToken])[]): FindAddedTokens {
  const root: TrieNode = { children: new Map(), token: null };
  for (const [text, token] of patterns) {
    if (text === '') continue;
    let node = root;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      let child = node.children.get(unit);
      if (child === undefined) {
        child = { children: new Map(), token: null };
        node.children.set(unit, child);
      }
      node = child;
    }
    node.token ??= token;
  }
  if (root.children.size === 0) return (text) => (text === '' ? [] : [{ text, start: 0 }]);

  return (text) => {
    const sections: Section[] = [];
    let sectionStart = 0;
    const close = (end: number): void => {
      if (end > sectionStart) sections.push({ text: text.slice(sectionStart, end), start: sectionStart });
    };
    for (let at = 0; at < text.length;) {
      const found = longestAt(root, text, at);
      if (found === null) {
        at += 1;
        continue;
      }
      const { token, end } = found;
      const before = text.slice(0, at);
      const behind = text.slice(end);
      const start = at;
      at = end;
      if (token.singleWord && (WORD_AT_END.test(before) || WORD_AT_START.test(behind))) continue;
      close(token.lstrip ? Math.max(stripEnd(before).length, sectionStart) : start);
      sections.push({ id: token.id });
      sectionStart = token.rstrip ? text.length - stripStart(behind).length : end;
    }
    close(text.length);
    return sections;
  };
}

function longestAt(root: TrieNode, text: string, at: number): { token: AddedToken; end: number } | null {
  let node: TrieNode | undefined = root;
  let found: { token: AddedToken; end: number } | null = null;
  for (let end = at; end < text.length;) {
    node = node.children.get(text.charCodeAt(end));
    if (node === undefined) break;
    end += 1;
    if (node.token !== null) found = { token: node.token, end };
  }
  return found;
}
