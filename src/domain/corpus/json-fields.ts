import { normaliseLanguage } from '../text/languages.ts';
import type { JsonObject } from './json-values.ts';
import { asId, typeName } from './json-values.ts';
import type { ReaderContext } from './row-sink.ts';
import type { LanguageCode } from './types.ts';
import { UNDETERMINED } from './types.ts';

/** Why a row was left out; thrown by the field readers and caught once for each row. */
export class BadRow extends Error {}

export function requiredId(row: JsonObject, field: string): string {
  const value = present(row, field);
  const id = asId(value);
  if (id !== null) return id;
  if (typeof value === 'string') throw new BadRow(`"${field}" is empty.`);
  throw new BadRow(`"${field}" must be a string or a number, not ${typeName(value)}.`);
}

export function optionalId(row: JsonObject, field: string): string | undefined {
  const value = row[field];
  return value === undefined || value === null ? undefined : requiredId(row, field);
}

export function requiredText(row: JsonObject, field: string): string {
  const value = present(row, field);
  if (typeof value !== 'string') throw new BadRow(`"${field}" must be a string, not ${typeName(value)}.`);
  if (value.trim() === '') throw new BadRow(`"${field}" is empty.`);
  return value;
}

export function optionalString(row: JsonObject, field: string): string | undefined {
  const value = row[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new BadRow(`"${field}" must be a string, not ${typeName(value)}.`);
  return value;
}

/** The language of a row that must name it, unless the file's name does, or it is declared or detected. */
export function rowLanguage(row: JsonObject, context: ReaderContext): LanguageCode {
  const named = row['lang'] !== undefined && row['lang'] !== null;
  const own = named ? knownLanguage(requiredText(row, 'lang')) : null;
  const lang = context.languageOf(typeof row['text'] === 'string' ? row['text'] : '', own);
  if (lang === UNDETERMINED && !named && context.detects !== true) throw new BadRow('"lang" is missing.');
  return lang;
}

/** A row's own `lang` or `language` where it has one, and what the file says otherwise. */
export function languageOfRow(row: JsonObject, text: string, context: ReaderContext): LanguageCode {
  const code = row['lang'] ?? row['language'];
  return context.languageOf(text, typeof code === 'string' ? knownLanguage(code) : null);
}

export function knownLanguage(code: string): LanguageCode {
  const lang = normaliseLanguage(code);
  if (lang === null) throw new BadRow(`“${excerpt(code)}” is not a language code that Crosslens knows.`);
  return lang;
}

export function present(row: JsonObject, field: string): unknown {
  const value = row[field];
  if (value === undefined || value === null) throw new BadRow(`"${field}" is missing.`);
  return value;
}

/** The beginning of a text, for messages. */
export function excerpt(text: string): string {
  const start = text.trim();
  return start.length > 40 ? `${start.slice(0, 40)}…` : start;
}
