import type { JsonObject } from '../../domain/corpus/json-values.ts';
import { isObject } from '../../domain/corpus/json-values.ts';
import type { Shard } from '../../domain/corpus/types.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import { sha256 } from '../../protocol/sha256.ts';

/**
 * A shard as JSON in a Blob, which crosses to other workers by reference, with the hex SHA-256 of its bytes as the
 * name of its content. Throws `out-of-memory` when the JSON is longer than the longest string.
 */
export async function packShard(shard: Shard): Promise<{ blob: Blob; hash: string }> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new TextEncoder().encode(JSON.stringify(shard));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CrosslensError(
      'out-of-memory',
      'The shard is too large to be handed over. Choose fewer rows.',
      {
        cause: error,
      },
    );
  }
  return { blob: new Blob([bytes], { type: 'application/json' }), hash: await sha256(bytes) };
}

/** Reads a shard back; throws `corpus-invalid` when the blob holds none. */
export async function unpackShard(blob: Blob): Promise<Shard> {
  let value: unknown;
  try {
    value = JSON.parse(await blob.text());
  } catch (error) {
    throw new CrosslensError('corpus-invalid', 'The shard could not be read: it is not JSON.', {
      cause: error,
    });
  }
  if (!isShard(value)) {
    throw new CrosslensError(
      'corpus-invalid',
      'The shard could not be read: passages or queries are missing, or point outside it.',
    );
  }
  return value;
}

/** Light: shapes of the lists, and that judgements stay inside the shard, as later code indexes by them. */
function isShard(value: unknown): value is Shard {
  if (!isObject(value) || typeof value['name'] !== 'string') return false;
  const { passages, queries, generated, goldCopies } = value;
  if (
    !Array.isArray(passages) ||
    !Array.isArray(queries) ||
    !Array.isArray(generated) ||
    !Array.isArray(goldCopies)
  )
    return false;
  const isRow = (row: unknown): boolean =>
    typeof row === 'number' && Number.isInteger(row) && row >= 0 && row < passages.length;
  const isText = (entry: unknown): entry is JsonObject =>
    isObject(entry) &&
    [entry['id'], entry['lang'], entry['text']].every((field) => typeof field === 'string');
  const isJudged = (entry: unknown): boolean => {
    const rows = isText(entry) ? entry['relevantRows'] : null;
    return Array.isArray(rows) && rows.every(isRow);
  };
  return (
    passages.every(isText) &&
    queries.every(isJudged) &&
    generated.every((entry) => isObject(entry) && isObject(entry['queries']))
  );
}
