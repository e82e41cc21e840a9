/**
 * Reading tokenizer.json, which comes from outside: a field of the wrong kind is refused by name, with the place at
 * which it stands.
 */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} is not an object`);
  return value as Fields;
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is not a list`);
  return value;
}

export function textField(fields: Fields, key: string, otherwise: string | null = null): string {
  const value = fields[key] ?? otherwise;
  if (typeof value !== 'string') throw new Error(`its ${key} is not a text`);
  return value;
}

export function flagField(fields: Fields, key: string, otherwise: boolean): boolean {
  const value = fields[key] ?? otherwise;
  if (typeof value !== 'boolean') throw new Error(`its ${key} is neither true nor false`);
  return value;
}

/** A whole number of 0 or more. */
export function countField(fields: Fields, key: string, otherwise: number): number {
  const value = fields[key] ?? otherwise;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new Error(`its ${key} is not a number of 0 or more`);
  return value;
}

export function typeOf(fields: Fields, what: string): string {
  const { type } = fields;
  if (typeof type !== 'string') throw new Error(`${what} has no type`);
  return type;
}

/** For a `type` that is not among those that can be read. */
export function unknownType(what: string, type: string, known: readonly string[]): Error {
  return new Error(`its ${what} is of the type “${type}”, which is none of ${known.join(', ')}`);
}
