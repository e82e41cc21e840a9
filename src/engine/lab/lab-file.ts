import type { JsonObject } from '../../domain/corpus/json-values.ts';
import { isObject, typeName } from '../../domain/corpus/json-values.ts';
import { describeJsonError, locateJsonError } from '../../domain/corpus/locate-json-error.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { EncodedText } from '../corpus/decode.ts';
import { decodeHead, decodeLines, decodeText } from '../corpus/decode.ts';
import { gunzip, isGzip } from '../corpus/gunzip.ts';
import { inspectBytes } from '../corpus/inspect-bytes.ts';

/** A file of the person's, as it was picked; it may hold anything. */
export interface LabFile {
  readonly name: string;
  readonly content: Blob;
}

/** A row with its place in the file: an object, a line that is no JSON, or why it could not be read. */
export type LabRow = { readonly where: string } & (
  { readonly object: JsonObject } | { readonly line: string } | { readonly problem: string }
);

/** What is read becomes part of an arm's file, which is held in memory as a whole. */
const MAX_BYTES = 128 * 1024 * 1024;

/**
 * The bytes of a text file, unpacked if it is gzip.
 * @throws CrosslensError `corpus-invalid` naming the file and what is wrong with it
 */
export async function openLabFile({ name, content }: LabFile): Promise<EncodedText> {
  const refuse = (reason: string): CrosslensError =>
    new CrosslensError('corpus-invalid', `${name}: ${reason}`);
  const tooLarge = `It is larger than ${String(MAX_BYTES / 2 ** 20)} MB, which is the limit. Split it.`;
  if (content.size > MAX_BYTES) throw refuse(tooLarge);
  let bytes = new Uint8Array(await content.arrayBuffer());
  if (isGzip(bytes)) {
    const unpacked = await gunzip(bytes, { bytes: MAX_BYTES });
    if ('problem' in unpacked) {
      throw refuse(
        unpacked.problem === 'too-large' ? tooLarge : 'It begins as gzip does, but is damaged or cut short.',
      );
    }
    bytes = unpacked.bytes;
  }
  const inspection = inspectBytes(bytes);
  if ('refusal' in inspection) throw refuse(inspection.refusal);
  return {
    bytes: bytes.subarray(inspection.skip),
    encoding: inspection.encoding,
    skip: inspection.skip,
  };
}

/**
 * Rows of JSON Lines, of a JSON list, or lines of another text; blank lines are passed over.
 * @throws CrosslensError `corpus-invalid` for a list that is not JSON
 */
export function* labRows(source: EncodedText, name: string): Generator<LabRow> {
  if (decodeHead(source).trimStart().startsWith('[')) {
    yield* listRows(source, name);
    return;
  }
  for (const line of decodeLines(source)) {
    const where = `line ${String(line.number)}`;
    if ('problem' in line) yield { where, problem: line.problem };
    else if (line.text.trimStart().startsWith('{')) yield objectRow(where, line.text);
    else if (line.text.trim() !== '') yield { where, line: line.text.replace(/\r$/, '') };
  }
}

function objectRow(where: string, text: string): LabRow {
  try {
    return { where, object: JSON.parse(text) as JsonObject };
  } catch {
    return { where, problem: `This is not JSON: “${text.trim().slice(0, 40)}”.` };
  }
}

function* listRows(source: EncodedText, name: string): Generator<LabRow> {
  const decoded = decodeText(source);
  if ('problem' in decoded) throw new CrosslensError('corpus-invalid', `${name}: ${decoded.problem}`);
  let values: unknown;
  try {
    values = JSON.parse(decoded.text);
  } catch {
    const error = locateJsonError(decoded.text);
    const reason = error === null ? 'It is not JSON that can be read.' : describeJsonError(error);
    throw new CrosslensError('corpus-invalid', `${name}: ${reason}`);
  }
  for (const [index, value] of (values as readonly unknown[]).entries()) {
    const where = `[${String(index)}]`;
    if (isObject(value)) yield { where, object: value };
    else yield { where, problem: `A row must be an object, not ${typeName(value)}.` };
  }
}
