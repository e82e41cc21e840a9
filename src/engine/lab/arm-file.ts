import { z } from 'zod';
import type { Adapter } from '../../domain/adapter/adapter.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { LabArmFile, LabArmSummary } from '../../protocol/lab.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import { labArmSchema } from '../../protocol/lab-arm.ts';
import { sha256 } from '../../protocol/sha256.ts';
import { joinTensors, nameTensors } from './adapter-tensors.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { SafeTensors } from '../safetensors.ts';
import { readSafetensors, writeSafetensors } from '../safetensors.ts';

/** Where the arm's description stands among the file's `__metadata__`. */
const KEY = 'crosslens';
/** 13 languages' bases of 256 × 1,024 take 14 MB; a permutation of 100 for each of 13,090 queries some 25 MB. */
const MAX_BYTES = 256 * 1024 * 1024;
const HASH_DIGITS = 16;

/**
 * Writes an arm of the Lab as a file. The same content gives the same bytes, and so the same hash.
 * @throws CrosslensError `internal` when the adapter is broken (wrong shapes, numbers that are not finite);
 * `not-possible` when the description cannot be kept (a name that is too long, more texts than a file may hold)
 */
export async function packLabArm(
  description: Omit<LabArm, 'version' | 'steps'>,
  adapter: Adapter,
): Promise<LabArmFile> {
  const { steps, tensors } = nameTensors(adapter);
  const parsed = labArmSchema.safeParse({ ...description, version: 1, steps });
  if (!parsed.success) {
    throw new CrosslensError(
      'not-possible',
      `This cannot be kept as an arm:\n${z.prettifyError(parsed.error)}`,
    );
  }
  const arm = parsed.data;
  try {
    joinTensors(arm.dimensions, arm.steps, tensors);
  } catch (cause) {
    throw new CrosslensError('internal', `The adapter of "${arm.name}" is broken: ${String(cause)}`, {
      cause,
    });
  }
  const bytes = writeSafetensors({ metadata: new Map([[KEY, canonicalJson(arm)]]), tensors });
  if (bytes.length > MAX_BYTES) throw tooLarge(`The arm "${arm.name}"`, bytes.length, 'not-possible');
  return labArmFile(new Blob([bytes]), bytes, arm);
}

/**
 * Reads a file that may come from anywhere.
 * @throws CrosslensError `arm-file-invalid`
 */
export async function openLabArm(file: Blob): Promise<{ arm: LabArm; adapter: Adapter }> {
  const { arm, adapter } = read(await bytesOf(file));
  return { arm, adapter };
}

/**
 * Checks a file and says what it holds.
 * @throws CrosslensError `arm-file-invalid`
 */
export async function inspectLabArm(file: Blob): Promise<LabArmFile> {
  const bytes = await bytesOf(file);
  return labArmFile(file, bytes, read(bytes).arm);
}

/**
 * The file's twin for reading: the whole description (recipes, seeds, what it was trained on) as indented JSON, with
 * names and shapes of the tensors, and the SHA-256 of the file that holds their numbers.
 * @throws CrosslensError `arm-file-invalid`
 */
export async function describeLabArm(file: Blob): Promise<Blob> {
  const bytes = await bytesOf(file);
  const { arm, tensors } = read(bytes);
  const twin = {
    safetensors: { sha256: await sha256(bytes), bytes: bytes.length },
    arm,
    tensors: [...tensors].map(([name, { shape }]) => ({ name, shape })),
  };
  return new Blob([`${JSON.stringify(twin, null, 2)}\n`], { type: 'application/json' });
}

async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_BYTES) throw tooLarge('The file', file.size, 'arm-file-invalid');
  return new Uint8Array(await file.arrayBuffer());
}

function read(bytes: Uint8Array): {
  readonly arm: LabArm;
  readonly adapter: Adapter;
  readonly tensors: SafeTensors['tensors'];
} {
  const { metadata, tensors } = readSafetensors(bytes);
  const text = metadata.get(KEY);
  if (text === undefined) {
    throw new CrosslensError(
      'arm-file-invalid',
      `This is a safetensors file, but no arm of the Lab: its __metadata__ has no "${KEY}".`,
    );
  }
  const parsed = labArmSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new CrosslensError(
      'arm-file-invalid',
      `The file does not describe an arm of the Lab as this version knows it:\n${z.prettifyError(parsed.error)}`,
      { cause: parsed.error },
    );
  }
  const arm = parsed.data;
  return { arm, adapter: joinTensors(arm.dimensions, arm.steps, tensors), tensors };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CrosslensError(
      'arm-file-invalid',
      `What the file says about its arm is not JSON: ${String(error)}`,
      {
        cause: error,
      },
    );
  }
}

async function labArmFile(file: Blob, bytes: Uint8Array, arm: LabArm): Promise<LabArmFile> {
  return { file, hash: (await sha256(bytes)).slice(0, HASH_DIGITS), summary: summarise(arm, bytes.length) };
}

function summarise({ steps, query, scoring, ...rest }: LabArm, bytes: number): LabArmSummary {
  return {
    ...rest,
    bytes,
    stepKinds: steps.map(({ kind }) => kind),
    // A tag and weighted views concern every query: none is named.
    query: query && {
      kind: query.kind,
      queries: query.kind === 'expand' ? Object.keys(query.texts).length : 0,
    },
    scoring: scoring && {
      kind: scoring.kind,
      queries: scoring.kind === 'permutation' ? Object.keys(scoring.orders).length : 0,
    },
  };
}

function tooLarge(what: string, bytes: number, code: 'arm-file-invalid' | 'not-possible'): CrosslensError {
  return new CrosslensError(code, `${what} has ${bytes} bytes; an arm of the Lab may have ${MAX_BYTES}.`);
}
