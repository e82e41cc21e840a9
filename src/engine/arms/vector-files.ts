import { z } from 'zod';
import { searchedText } from '../../domain/corpus/searched-text.ts';
import type { Passage, Shard } from '../../domain/corpus/types.ts';
import type { ExportedVectors, ExportVectorsInput } from '../../protocol/arm.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import { sha256 } from '../../protocol/sha256.ts';
import { isNpy, npyHeader, readNpy } from '../npy.ts';
import type { SafeTensors } from '../safetensors.ts';
import { readSafetensors, writeSafetensors } from '../safetensors.ts';

/** What made vectors: another one's vectors mean something else. */
export interface VectorsBy {
  readonly id: string;
  readonly revision: string;
  /** SHA-256 of what the Lab made of the encoder; `null`: the encoder as it is. */
  readonly lab: string | null;
}

/** Name of the tensor. */
const TENSOR = 'passages';
const MAX_IDS = 50_000_000;

/** The JSON beside vectors. Files of other programs may leave out `texts` and `shardHash`. */
const idsSchema = z.object({
  encoder: z.object({ id: z.string(), revision: z.string(), lab: z.string().nullable().default(null) }),
  dimensions: z.number().int().positive(),
  ids: z.array(z.string()).max(MAX_IDS),
  /** The first 16 hex digits of the SHA-256 of each text as it was encoded, without the encoder's prefix. */
  texts: z.array(z.string()).nullable().default(null),
  shardHash: z.string().nullable().default(null),
});

/** @param vectors [passages × dimensions] */
export async function writeVectorFiles(
  by: VectorsBy,
  shard: Shard,
  shardHash: string,
  vectors: Float32Array,
  { format }: ExportVectorsInput,
): Promise<ExportedVectors> {
  const rows = shard.passages.length;
  const dimensions = vectors.length / rows;
  const ids = {
    encoder: by,
    revision: by.revision,
    shardHash,
    dimensions,
    ids: shard.passages.map(({ id }) => id),
    texts: await Promise.all(shard.passages.map(textHash)),
  };
  const numbers = new Float32Array(vectors);
  const metadata = new Map([
    ['encoder', by.id],
    ['revision', by.revision],
    ['shardHash', shardHash],
  ]);
  return {
    vectors: new Blob(
      format === 'npy'
        ? [npyHeader(rows, dimensions), numbers]
        : [
            writeSafetensors({
              metadata,
              tensors: new Map([[TENSOR, { shape: [rows, dimensions], data: numbers }]]),
            }),
          ],
    ),
    ids: new Blob([JSON.stringify(ids)], { type: 'application/json' }),
  };
}

/**
 * Vectors for a shard's passages out of files, by the row of the passage. A passage is found by its id; where the file
 * says what the texts were, one whose text has changed since is left out.
 * @throws CrosslensError `file-damaged`; `not-possible` for vectors of another encoder or of other passages
 */
export async function readVectorFiles(
  by: VectorsBy,
  dimensions: number,
  shard: Shard,
  files: { readonly vectors: Blob; readonly ids: Blob },
): Promise<ReadonlyMap<number, Float32Array>> {
  const about = await readIds(files.ids);
  refuseOther(by, dimensions, about);
  const matrix = await readMatrix(files.vectors);
  if (matrix.rows !== about.ids.length || matrix.dimensions !== dimensions) {
    throw new CrosslensError(
      'file-damaged',
      `The vectors are [${matrix.rows}, ${matrix.dimensions}], and their JSON names ${about.ids.length} ids with ${dimensions} dimensions: they do not belong together, or one was cut short.`,
    );
  }
  const place = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) {
    throw new CrosslensError(
      'file-damaged',
      `The vector of ${about.ids[Math.floor(place / dimensions)] ?? ''} holds ${String(matrix.data[place])}. Nothing was taken.`,
    );
  }
  const rowOf = new Map(about.ids.map((id, row) => [id, row]));
  if (rowOf.size !== about.ids.length)
    throw new CrosslensError(
      'file-damaged',
      'An id stands twice in the JSON: it is not clear which row is meant.',
    );
  const found = new Map<number, Float32Array>();
  for (const [target, passage] of shard.passages.entries()) {
    const row = rowOf.get(passage.id);
    if (row === undefined) continue;
    if (about.texts !== null && about.texts[row] !== (await textHash(passage))) continue;
    found.set(target, matrix.data.subarray(row * dimensions, (row + 1) * dimensions));
  }
  if (found.size === 0) {
    throw new CrosslensError(
      'not-possible',
      'None of these vectors belongs to a passage of what is open: ids or texts differ. Open the corpus that they were made of.',
    );
  }
  return found;
}

async function readIds(ids: Blob): Promise<z.infer<typeof idsSchema>> {
  let value: unknown;
  try {
    value = JSON.parse(await ids.text());
  } catch (error) {
    throw new CrosslensError('file-damaged', 'The file of ids is not JSON.', { cause: error });
  }
  const parsed = idsSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CrosslensError(
      'file-damaged',
      `The file of ids does not say what is needed: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}. It is {"encoder": {"id", "revision"}, "dimensions", "ids": [...]}.`,
      { cause: parsed.error },
    );
  }
  const { ids: listed, texts } = parsed.data;
  if (texts !== null && texts.length !== listed.length)
    throw new CrosslensError(
      'file-damaged',
      `The file of ids has ${listed.length} ids and ${texts.length} texts.`,
    );
  return parsed.data;
}

function refuseOther(by: VectorsBy, dimensions: number, about: z.infer<typeof idsSchema>): void {
  const { encoder } = about;
  const same = encoder.id === by.id && encoder.revision === by.revision && encoder.lab === by.lab;
  if (!same) {
    throw new CrosslensError(
      'not-possible',
      `These vectors were made by ${nameOf(encoder)}, and this arm is ${nameOf(by)}: they cannot be compared. Choose the arm that made them.`,
    );
  }
  if (about.dimensions !== dimensions)
    throw new CrosslensError(
      'not-possible',
      `These vectors have ${about.dimensions} dimensions, and this arm's have ${dimensions}.`,
    );
}

function nameOf({ id, revision, lab }: VectorsBy): string {
  return `${id} (revision ${revision}${lab === null ? '' : `, changed by the Lab, ${lab.slice(0, 12)}`})`;
}

async function readMatrix(
  file: Blob,
): Promise<{ readonly rows: number; readonly dimensions: number; readonly data: Float32Array }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isNpy(bytes)) return readNpy(bytes);
  const tensor = tensorsIn(bytes).get(TENSOR);
  const [rows, dimensions, ...more] = tensor?.shape ?? [];
  if (tensor === undefined || rows === undefined || dimensions === undefined || more.length > 0)
    throw new CrosslensError('file-damaged', `The file has no matrix called ${TENSOR}.`);
  return { rows, dimensions, data: tensor.data };
}

function tensorsIn(bytes: Uint8Array): SafeTensors['tensors'] {
  try {
    return readSafetensors(bytes).tensors;
  } catch (error) {
    if (!(error instanceof CrosslensError)) throw error;
    throw new CrosslensError(
      'file-damaged',
      `The vectors are neither .npy nor safetensors that can be used. ${error.message}`,
      {
        cause: error,
      },
    );
  }
}

async function textHash(passage: Passage): Promise<string> {
  return (await sha256(searchedText(passage))).slice(0, 16);
}
