import type { RetrievedTexts } from '../domain/answers/answer-recall.ts';
import { UsageError } from './usage.ts';

/** XOR-Retrieve's predictions: `[{"id": …, "ctxs": ["text", …]}]`, or one such object a line. @throws UsageError */
export function readRetrieved(text: string, path: string): readonly RetrievedTexts[] {
  return recordsOf(text, path).map((record, i) => {
    const { id, ctxs } = record;
    if ((typeof id !== 'string' && typeof id !== 'number') || !Array.isArray(ctxs)) {
      throw new UsageError(`${path}: entry ${String(i + 1)} has no "id" and "ctxs".`);
    }
    return { id: String(id), passages: ctxs.map((context) => textOf(context, path, i)) };
  });
}

/** SQuAD's predictions `{"<id>": "answer"}`, or `{"id": …, "prediction": …}` in a list or a line each. @throws UsageError */
export function readAnswersFile(text: string, path: string): ReadonlyMap<string, string> {
  const records = recordsOf(text, path);
  const [only] = records;
  if (records.length === 1 && only !== undefined && !('prediction' in only)) {
    return new Map(
      Object.entries(only).map(([id, answer]) => {
        if (typeof answer !== 'string') throw new UsageError(`${path}: the answer to “${id}” is no text.`);
        return [id, answer];
      }),
    );
  }
  return new Map(
    records.map(({ id, prediction }, i) => {
      if (typeof id !== 'string' || typeof prediction !== 'string')
        throw new UsageError(`${path}: entry ${String(i + 1)} has no "id" and "prediction".`);
      return [id, prediction];
    }),
  );
}

function recordsOf(text: string, path: string): readonly Record<string, unknown>[] {
  const values = parse(text, path);
  return values.map((value, i) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new UsageError(`${path}: entry ${String(i + 1)} is no object.`);
    return value as Record<string, unknown>;
  });
}

function parse(text: string, path: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as unknown[]) : [value];
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line, i) => {
        try {
          return JSON.parse(line) as unknown;
        } catch {
          throw new UsageError(`${path}, line ${String(i + 1)} is not JSON.`);
        }
      });
  }
}

/** A context is a text, or a record with one (DPR's `{"title", "text"}`). */
function textOf(context: unknown, path: string, i: number): string {
  if (typeof context === 'string') return context;
  const text = (context as { text?: unknown } | null)?.text;
  if (typeof text !== 'string')
    throw new UsageError(`${path}: a context of entry ${String(i + 1)} is no text.`);
  return text;
}
