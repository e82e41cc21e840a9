import { BadRow, excerpt } from '../json-fields.ts';
import type { JsonObject } from '../json-values.ts';
import { isObject, typeName } from '../json-values.ts';
import type { LineReader, ReaderContext, RowSink } from '../row-sink.ts';

/** Takes rows of JSON: lines of JSON Lines, or the elements of one list. */
export interface JsonRows {
  readonly row: (value: unknown, where: string) => void;
  readonly finish: () => void;
}

/** @throws BadRow for a row that is left out */
export type ReadJsonRow = (row: JsonObject, where: string) => void;

export type CreateJsonRows = (context: ReaderContext, sink: RowSink) => JsonRows;

/** Leaves out rows that are no objects, and those that `read` refuses, with the reason. */
export function jsonRows(sink: RowSink, read: ReadJsonRow, finish = (): void => undefined): JsonRows {
  return {
    row(value, where) {
      try {
        if (!isObject(value)) throw new BadRow(`A row must be an object, not ${typeName(value)}.`);
        read(value, where);
      } catch (error) {
        if (!(error instanceof BadRow)) throw error;
        sink.skip(where, error.message);
      }
    },
    finish,
  };
}

export function jsonLines(rows: JsonRows, sink: RowSink): LineReader {
  return {
    line(line) {
      const where = `line ${String(line.number)}`;
      if ('problem' in line) {
        sink.skip(where, line.problem);
        return;
      }
      if (line.text.trim() === '') return;
      let value: unknown;
      try {
        value = JSON.parse(quoteLongIds(line.text));
      } catch {
        sink.skip(where, `Not JSON: “${excerpt(line.text)}”.`);
        return;
      }
      rows.row(value, where);
    },
    finish() {
      rows.finish();
    },
  };
}

const LONG_ID = /("[A-Za-z_-]*id"\s*:\s*)(-?\d{16,})(?=\s*[,}\]])/gi;

/**
 * Puts ids of 16 digits and more in quotes: MKQA's are 64-bit integers, of which JavaScript's numbers keep 53 bits.
 * Inside a string the quotes of a key would be escaped, so that nothing there matches.
 */
export function quoteLongIds(json: string): string {
  return /\d{16}/.test(json) ? json.replace(LONG_ID, '$1"$2"') : json;
}
