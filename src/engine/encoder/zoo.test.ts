import { afterEach, describe, expect, it } from 'vitest';
import type { Side } from '../../domain/adapter/adapter.ts';
import { dot } from '../../domain/vectors/matrix.ts';
import type { EncoderSettings } from '../../protocol/encoder.ts';
import type { ZooEntry } from '../../testing/zoo.ts';
import { describeZoo, zoo, zooGolden, zooProfile } from '../../testing/zoo.ts';
import { readBlobs } from '../models/read-blobs.ts';
import { nodeRuntime } from '../ort/node.ts';
import { openEncoder } from './encoder.ts';
import type { Encoder } from './encoder.ts';

const SIDES: readonly Side[] = ['query', 'passage'];
/**
 * How far below the cosine of the same file under onnxruntime’s own CPU build a text may come out: kernels differ, and
 * graphs with 8 bits scale what comes in over the whole batch, so that a text’s neighbours count too.
 */
const SLACK = 5e-3;

const opened: Encoder[] = [];
afterEach(async () => {
  for (const encoder of opened.splice(0)) await encoder.dispose();
});

async function open(entry: ZooEntry, settings: Partial<EncoderSettings>): Promise<Encoder> {
  const model = await describeZoo(entry.name);
  const { profile, read } = await zooProfile(entry.name, model, {
    // What a repository without sentence-transformers' files does not say is set by hand, as a person would.
    pooling: entry.pooling,
    normalize: entry.normalize,
    prefixes: entry.prefixes,
    ...settings,
  });
  expect(profile).toMatchObject({ maxTokens: entry.maxTokens, dense: entry.dense });
  const encoder = await openEncoder(profile, nodeRuntime, read, { threads: 1 });
  opened.push(encoder);
  return encoder;
}

/** The lowest cosine, and the largest difference of a number. */
async function compare(
  encoder: Encoder,
  texts: Readonly<Record<Side, readonly string[]>>,
  golden: Readonly<Record<Side, readonly (readonly number[])[]>>,
): Promise<{ cosine: number; difference: number }> {
  let cosine = 1;
  let difference = 0;
  for (const side of SIDES) {
    const vectors = await encoder.encode(texts[side], side);
    const d = encoder.dimensions;
    expect(vectors).toHaveLength(texts[side].length * d);
    golden[side].forEach((row, i) => {
      const [found, expected] = [vectors.subarray(i * d, (i + 1) * d), Float32Array.from(row)];
      expect(expected).toHaveLength(d);
      cosine = Math.min(
        cosine,
        dot(found, expected) / Math.sqrt(dot(found, found) * dot(expected, expected)),
      );
      found.forEach((value, j) => (difference = Math.max(difference, Math.abs(value - expected[j]!))));
    });
  }
  return { cosine, difference };
}

describe.each(zoo.map((entry) => [entry.name, entry] as const))('the zoo’s %s', (name, entry) => {
  const golden = zooGolden(name);
  const queryModel = (dtype: string): string | null =>
    entry.queryModels?.find((query) => query.dtype === dtype)?.path ?? null;

  it.each(entry.models)('gives PyTorch’s vectors with $path', async ({ dtype, path, lowestCosine }) => {
    const encoder = await open(entry, { model: path, queryModel: queryModel(dtype) });
    expect(encoder.dimensions).toBe(entry.dimensions);
    const { cosine, difference } = await compare(encoder, golden.texts, golden.vectors);
    // Random weights have none of the slack of trained ones: with few bits the file itself is off by what its entry
    // says, and only what comes on top of that is ours.
    expect(cosine).toBeGreaterThan(lowestCosine - SLACK);
    if (dtype === 'fp32') {
      expect(cosine).toBeGreaterThan(0.9999);
      expect(difference).toBeLessThan(1e-4);
    } else if (dtype === 'fp16') {
      expect(cosine).toBeGreaterThan(0.999);
    }
  });
});

describe('an encoder whose vectors are cut', () => {
  it('gives the first numbers at unit length', async () => {
    const entry = zoo.find(({ name }) => name === 'matryoshka')!;
    const { texts, cut } = zooGolden('matryoshka');
    const encoder = await open(entry, { dimensions: cut!.dimensions });
    expect(encoder.dimensions).toBe(16);
    expect((await compare(encoder, texts, cut!.vectors)).difference).toBeLessThan(1e-4);
    // Tokens have vectors of the same length.
    const { tokens, vectors } = await encoder.encodeTokens(['coffee and tea'], 'passage');
    expect(vectors).toHaveLength(tokens[0]!.length * 16);
  });
});

describe('a pair', () => {
  it('encodes each side by its own graph and words, tokens too', async () => {
    const encoder = await open(
      zoo.find(({ name }) => name === 'pair')!,
      {},
    );
    const text = 'Where does the Blue Nile begin?';
    const query = await encoder.encodeTokens([text], 'query');
    const passage = await encoder.encodeTokens([text], 'passage');
    expect(query.vectors).not.toEqual(passage.vectors);
    expect(query.tokens).not.toEqual(passage.tokens);
  });
});

describe('Dense modules', () => {
  it('come after pooling, and change token vectors alike', async () => {
    const entry = zoo.find(({ name }) => name === 'labse')!;
    const encoder = await open(entry, {});
    const { tokens, vectors } = await encoder.encodeTokens(['coffee'], 'passage');
    expect(vectors).toHaveLength(tokens[0]!.length * entry.dimensions);
    expect(vectors.every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  it('are left to the graph that pools by itself, which gives what they give outside of it', async () => {
    const entry = zoo.find(({ name }) => name === 'sentence-output')!;
    const { texts, vectors } = zooGolden(entry.name);
    const model = await describeZoo(entry.name);
    // What the repository's files say: the mean, then 2_Dense.
    expect(model.description).toMatchObject({ settings: { pooling: { value: 'mean' } }, dense: ['2_Dense'] });
    const { profile, read } = await zooProfile(entry.name, model);
    const encoder = await openEncoder(profile, nodeRuntime, read, { threads: 1 });
    opened.push(encoder);
    expect((await compare(encoder, texts, vectors)).difference).toBeLessThan(1e-4);
  });
});

describe('an encoder out of blobs', () => {
  it('is the one out of its folder', async () => {
    const model = await describeZoo('gemma-mean');
    const { profile, read } = await zooProfile('gemma-mean', model, { pooling: 'output' });
    const blobs: Record<string, Blob> = {};
    for (const { path } of profile.files) blobs[path] = new Blob([new Uint8Array(await model.read(path))]);
    const encode = async (from: typeof read): Promise<Float32Array> => {
      const encoder = await openEncoder(profile, nodeRuntime, from, { threads: 1 });
      opened.push(encoder);
      return encoder.encode(['ቡና', 'coffee'], 'passage');
    };
    expect(profile.files.map(({ path }) => path)).toContain('onnx/model.onnx_data');
    expect(await encode(readBlobs(blobs))).toEqual(await encode(read));
  });
});
