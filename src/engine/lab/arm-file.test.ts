import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Adapter, Matrix } from '../../domain/adapter/adapter.ts';
import { seededRandom } from '../../domain/random.ts';
import type { LabArm } from '../../protocol/lab-arm.ts';
import { sha256 } from '../../protocol/sha256.ts';
import { describeLabArm, inspectLabArm, openLabArm, packLabArm } from './arm-file.ts';
import { canonicalJson } from '../canonical-json.ts';
import { readSafetensors, writeSafetensors } from '../safetensors.ts';

const D = 3;
const random = seededRandom(1);
const vector = (size: number): Float32Array => Float32Array.from({ length: size }, () => random() - 0.5);
const matrix = (rows: number, columns: number): Matrix => ({ rows, columns, data: vector(rows * columns) });

const adapter: Adapter = {
  dimensions: D,
  steps: [
    {
      kind: 'shift',
      to: 'passage',
      offsets: { languages: { am: vector(D), km: vector(D) }, otherwise: vector(D) },
    },
    {
      kind: 'project-out',
      to: 'both',
      bases: { languages: { am: matrix(2, D), km: matrix(1, D) }, otherwise: null },
    },
    { kind: 'linear', to: 'both', weight: matrix(D, D), bias: vector(D) },
    { kind: 'linear', to: 'query', weight: matrix(D, D), bias: null },
    { kind: 'low-rank', to: 'both', down: matrix(2, D), up: matrix(D, 2) },
    { kind: 'hidden', to: 'both', inner: matrix(4, D), bias: vector(4), outer: matrix(D, 4) },
    { kind: 'unit-length', to: 'both' },
  ],
};
const description: Omit<LabArm, 'version' | 'steps'> = {
  name: 'Hybrid, α = 0.5',
  encoder: { id: 'bag-hybrid', revision: '1a6ffa3c9062' },
  dimensions: D,
  query: { kind: 'expand', mode: 'mean', texts: { q1: ['ቡና', 'coffee'] } },
  scoring: { kind: 'permutation', orders: { q1: ['p2', 'p1'], q2: ['p1'] } },
  training: [
    {
      recipe: { kind: 'subspace', components: 2 },
      seed: 7,
      corpus: 'demo',
      shardHash: 'abc',
      split: { seed: 7, heldOut: 0.5 },
      keys: ['Coffee', 'Tea'],
      examples: 12,
      steps: 1,
      finished: true,
    },
  ],
};

/** The same content, put together in another order. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, reverseKeys(field)]),
  );
}

describe('packLabArm and openLabArm', () => {
  it('give back the description and the adapter', async () => {
    const { file, hash, summary } = await packLabArm(description, adapter);
    const opened = await openLabArm(file);
    expect(opened.adapter).toEqual(adapter);
    const { steps, ...rest } = opened.arm;
    expect(rest).toEqual({ version: 1, ...description });
    expect(steps[0]).toEqual({
      kind: 'shift',
      to: 'passage',
      offsets: {
        languages: { am: 'step0.offsets.am', km: 'step0.offsets.km' },
        otherwise: 'step0.offsets.otherwise',
      },
    });
    expect(hash).toBe((await sha256(await file.arrayBuffer())).slice(0, 16));
    expect(summary).toMatchObject({
      name: description.name,
      bytes: file.size,
      stepKinds: ['shift', 'project-out', 'linear', 'linear', 'low-rank', 'hidden', 'unit-length'],
      query: { kind: 'expand', queries: 1 },
      scoring: { kind: 'permutation', queries: 2 },
    });
    expect(summary).not.toHaveProperty('steps');
  });

  it('give the same bytes for the same content, and others for other content', async () => {
    const { hash, file } = await packLabArm(description, adapter);
    const reordered = reverseKeys(description) as typeof description;
    expect((await packLabArm(reordered, reverseKeys(adapter) as Adapter)).hash).toBe(hash);
    const { arm, adapter: opened } = await openLabArm(file);
    expect((await packLabArm(arm, opened)).hash).toBe(hash);
    expect((await packLabArm({ ...description, name: 'Other' }, adapter)).hash).not.toBe(hash);
  });

  it('keep an arm without steps, which only changes queries', async () => {
    const { file } = await packLabArm(
      { ...description, query: { kind: 'tag', language: 'own' }, scoring: null, training: [] },
      { dimensions: D, steps: [] },
    );
    expect((await openLabArm(file)).adapter.steps).toEqual([]);
    expect((await inspectLabArm(file)).summary).toMatchObject({
      query: { kind: 'tag', queries: 0 },
      scoring: null,
      stepKinds: [],
    });
  });
});

describe('packLabArm', () => {
  it('refuses an adapter that is broken', async () => {
    const broken = (weight: Matrix): Adapter => ({
      dimensions: D,
      steps: [{ kind: 'linear', to: 'both', weight, bias: null }],
    });
    await expect(packLabArm(description, broken(matrix(2, D)))).rejects.toMatchObject({ code: 'internal' });
    const nan = { rows: D, columns: D, data: new Float32Array(D * D).fill(NaN) };
    await expect(packLabArm(description, broken(nan))).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('step0.weight') as unknown,
    });
  });

  it('refuses a description that the schema does not know', async () => {
    await expect(packLabArm({ ...description, name: '' }, adapter)).rejects.toMatchObject({
      code: 'not-possible',
    });
  });
});

describe('openLabArm', () => {
  /** The file, changed on the way. */
  async function tampered(
    change: (
      arm: Record<string, unknown>,
      tensors: Map<string, { shape: readonly number[]; data: Float32Array }>,
    ) => void,
  ): Promise<Blob> {
    const { file } = await packLabArm(description, adapter);
    const { metadata, tensors } = readSafetensors(new Uint8Array(await file.arrayBuffer()));
    const arm = JSON.parse(metadata.get('crosslens')!) as Record<string, unknown>;
    const changed = new Map(tensors);
    change(arm, changed);
    return new Blob([
      writeSafetensors({ metadata: new Map([['crosslens', JSON.stringify(arm)]]), tensors: changed }),
    ]);
  }

  it.each([
    ['dimensions that the tensors do not have', tampered((arm) => (arm['dimensions'] = 4)), 'expected [4]'],
    [
      'a tensor that is missing',
      tampered((_, tensors) => tensors.delete('step2.weight')),
      'which the file does not hold',
    ],
    [
      'a tensor that no step uses',
      tampered((_, tensors) => tensors.set('more', { shape: [1], data: vector(1) })),
      'no step uses: more',
    ],
    [
      'a basis of no rows',
      tampered((_, tensors) => tensors.set('step1.bases.am', { shape: [0, D], data: vector(0) })),
      'Step 2 (project-out): the tensor step1.bases.am is [0, 3], expected [any, 3]',
    ],
    [
      'a rank that differs',
      tampered((_, tensors) => tensors.set('step4.up', { shape: [D, 1], data: vector(D) })),
      'is [3, 1], expected [3, 2]',
    ],
    ['another version', tampered((arm) => (arm['version'] = 2)), 'version'],
    [
      'a recipe that is not known',
      tampered((arm) => (arm['training'] = [{ recipe: { kind: 'x' } }])),
      'recipe',
    ],
  ])('refuses %s', async (_, file, message) => {
    await expect(openLabArm(await file)).rejects.toMatchObject({
      code: 'arm-file-invalid',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('refuses other safetensors files, and what is none', async () => {
    const other = new Blob([writeSafetensors({ metadata: new Map(), tensors: new Map() })]);
    await expect(openLabArm(other)).rejects.toMatchObject({
      message: expect.stringContaining('no arm of the Lab') as unknown,
    });
    await expect(openLabArm(new Blob(['{"a":1}']))).rejects.toMatchObject({ code: 'arm-file-invalid' });
  });

  it('refuses a large file before it reads it', async () => {
    const large = {
      size: 2 ** 30,
      arrayBuffer: () => Promise.reject(new Error('was read')),
    } as unknown as Blob;
    await expect(openLabArm(large)).rejects.toMatchObject({ code: 'arm-file-invalid' });
  });

  it('survives any change of a byte: it opens, or is refused as invalid', async () => {
    const { file } = await packLabArm(description, adapter);
    const bytes = new Uint8Array(await file.arrayBuffer());
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
        const changed = bytes.slice();
        changed[at] = value;
        try {
          await openLabArm(new Blob([changed]));
        } catch (error) {
          expect(error).toMatchObject({ code: 'arm-file-invalid' });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('describeLabArm', () => {
  it('gives the description, the tensors and the hash of the file as JSON', async () => {
    const { file, hash } = await packLabArm(description, adapter);
    const twin = JSON.parse(await (await describeLabArm(file)).text()) as {
      safetensors: { sha256: string; bytes: number };
      arm: LabArm;
      tensors: unknown[];
    };
    expect(twin.safetensors.sha256.slice(0, 16)).toBe(hash);
    expect(twin.safetensors.bytes).toBe(file.size);
    expect(twin.arm.training).toEqual(description.training);
    expect(twin.tensors).toContainEqual({ name: 'step1.bases.am', shape: [2, D] });
  });
});

describe('canonicalJson', () => {
  it('sorts keys at every depth and keeps the order of lists', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }, 'x'], a: undefined, A: 'ä"' })).toBe(
      '{"A":"ä\\"","b":[{"c":null,"d":1},"x"]}',
    );
  });
});
