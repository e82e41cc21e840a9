import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { applyAdapter } from '../../domain/adapter/apply-adapter.ts';
import type { Adapter, AdapterStep, Matrix } from '../../domain/adapter/adapter.ts';
import { createPlainAlgebra } from '../../domain/lab/plain-algebra.ts';
import { seededRandom } from '../../domain/random.ts';
import { tinyOnnx } from '../../testing/tiny-onnx.ts';
import { pool } from '../encoder/pooling.ts';
import { createTokenizer } from '../encoder/tokenizer.ts';
import { nodeRuntime } from '../ort/node.ts';
import { openTokenModel } from '../ort/runtime.ts';
import { openGraph } from '../ort/session.ts';
import { foldIntoOnnx, notesOnTheRest } from './fold-into-onnx.ts';
import type { FoldOptions } from './fold-into-onnx.ts';
import { GRAPH, MODEL, OPSET, initializerField, nodeField, valueField } from '../onnx/graph-parts.ts';
import { bytesField, join, readFields, varintField } from '../onnx/protobuf.ts';

const random = seededRandom(3);
const vector = (size: number, scale = 1): Float32Array =>
  Float32Array.from({ length: size }, () => scale * (random() - 0.5));
const matrix = (rows: number, columns: number, scale = 1): Matrix => ({
  rows,
  columns,
  data: vector(rows * columns, scale),
});
const UNIT: AdapterStep = { kind: 'unit-length', to: 'both' };
const adapterOf = (dimensions: number, ...steps: AdapterStep[]): Adapter => ({ dimensions, steps });

/** Token ids as the runtime takes them, padded. */
interface Batch {
  readonly ids: BigInt64Array;
  readonly mask: BigInt64Array;
  readonly lengths: readonly number[];
  readonly tokens: number;
}

function pad(lists: readonly (readonly number[])[], padId: number): Batch {
  const tokens = Math.max(...lists.map((list) => list.length));
  return {
    ids: BigInt64Array.from(
      lists.flatMap((list) => Array.from({ length: tokens }, (_, i) => BigInt(list[i] ?? padId))),
    ),
    mask: BigInt64Array.from(
      lists.flatMap((list) => Array.from({ length: tokens }, (_, i) => (i < list.length ? 1n : 0n))),
    ),
    lengths: lists.map((list) => list.length),
    tokens,
  };
}

async function runFolded(
  model: Uint8Array,
  batch: Batch,
): Promise<{ embedding: Float32Array; hidden: Float32Array }> {
  const graph = await openGraph(nodeRuntime, model, { name: 'folded', threads: 1 });
  try {
    const dims = [batch.lengths.length, batch.tokens];
    const out = await graph.run(
      { input_ids: graph.int64(batch.ids, dims), attention_mask: graph.int64(batch.mask, dims) },
      ['sentence_embedding', 'last_hidden_state'],
    );
    return {
      embedding: await graph.read(out['sentence_embedding']!),
      hidden: await graph.read(out['last_hidden_state']!),
    };
  } finally {
    await graph.dispose();
  }
}

/** What the arm computes outside a graph. */
function expected(hidden: Float32Array, batch: Batch, options: FoldOptions, adapter: Adapter): Float32Array {
  const pooled = pool(hidden, batch.lengths, batch.tokens, options.dimensions, options);
  const languages = batch.lengths.map(() => null);
  return applyAdapter(adapter, pooled, options.side ?? 'query', languages, createPlainAlgebra());
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), 0);
}

describe('foldIntoOnnx, on an encoder that ships', async () => {
  const D = 704;
  const folder = new URL('../../../models/bag-hybrid/', import.meta.url);
  const model = new Uint8Array(await readFile(new URL('onnx/model_quantized.onnx', folder)));
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(new URL(name, folder), 'utf8'));
  const tokenizer = createTokenizer(
    await json('tokenizer.json'),
    await json('tokenizer_config.json'),
    512,
    'bag-hybrid',
  );
  const batch = pad(
    ['ቡና ከየት መጣ?', 'Where does coffee come from, and who drank it first?', 'កាហ្វេ', ''].map((text) =>
      tokenizer.encode(text),
    ),
    tokenizer.padId,
  );
  const encoder = await openTokenModel(nodeRuntime, model, { name: 'bag-hybrid', dimensions: D, threads: 1 });
  const hidden = await encoder.run(batch.ids, batch.mask, batch.lengths.length, batch.tokens);
  afterAll(() => encoder.dispose());
  const options: FoldOptions = {
    dimensions: D,
    pooling: 'mean',
    normalize: true,
    prefixes: { query: '', passage: '' },
    side: null,
    fullDimensions: null,
    dense: [],
    query: null,
  };
  const nearIdentity = matrix(D, D, 0.2);
  for (let i = 0; i < D; i += 1) nearIdentity.data[i * (D + 1)]! += 1;

  it.each<[string, AdapterStep[]]>([
    ['no steps', []],
    ['a full matrix', [{ kind: 'linear', to: 'both', weight: nearIdentity, bias: vector(D, 0.1) }, UNIT]],
    ['a matrix of low rank', [{ kind: 'low-rank', to: 'both', down: matrix(8, D), up: matrix(D, 8) }, UNIT]],
    [
      'a hidden layer',
      [{ kind: 'hidden', to: 'both', inner: matrix(16, D), bias: vector(16), outer: matrix(D, 16) }, UNIT],
    ],
    [
      'a shift and a projection that are the same for all languages',
      [
        { kind: 'shift', to: 'both', offsets: { languages: {}, otherwise: vector(D, 0.1) } },
        { kind: 'project-out', to: 'both', bases: { languages: {}, otherwise: matrix(2, D, 0.1) } },
        UNIT,
      ],
    ],
  ])('gives in one graph what pooling and the adapter give outside: %s', async (_, steps) => {
    const adapter = adapterOf(D, ...steps);
    const folded = foldIntoOnnx(model, options, adapter);
    const out = await runFolded(folded.model, batch);
    expect(largestDifference(out.hidden, hidden)).toBe(0);
    expect(largestDifference(out.embedding, expected(hidden, batch, options, adapter))).toBeLessThan(1e-5);
  });

  it('folds one side where the sides differ', async () => {
    const adapter = adapterOf(
      D,
      { kind: 'linear', to: 'query', weight: nearIdentity, bias: null },
      { kind: 'unit-length', to: 'query' },
    );
    const query = { ...options, side: 'query' as const };
    const folded = foldIntoOnnx(model, query, adapter);
    const out = await runFolded(folded.model, batch);
    expect(largestDifference(out.embedding, expected(hidden, batch, query, adapter))).toBeLessThan(1e-5);
    expect(folded.notes).toContain("For queries only. Encode passages with the encoder's own file.");
  });
});

describe('foldIntoOnnx, on a graph that can be checked by hand', () => {
  const D = 2;
  // Token 0 is (0, 0), 1 is (3, 4), 2 is (1, 0); padding has the vector of token 3, which would be seen.
  const table = Float32Array.of(0, 0, 3, 4, 1, 0, 100, 100);
  const batch = pad([[1, 2], [0], [2, 2, 1]], 3);
  const options: FoldOptions = {
    dimensions: D,
    pooling: 'mean',
    normalize: false,
    prefixes: { query: 'query: ', passage: '' },
    side: null,
    fullDimensions: null,
    dense: [],
    query: null,
  };

  function tinyModel(opset: number, { ir = 8, mask = true, extra = '' } = {}): Uint8Array {
    return join([
      ...varintField(MODEL.irVersion, ir),
      ...bytesField(MODEL.graph, [
        ...nodeField('Gather', ['table', 'input_ids'], 'last_hidden_state'),
        ...(extra === '' ? [] : nodeField('Identity', ['table'], extra)),
        ...bytesField(2, 'tiny'),
        ...initializerField('table', [4, D], table),
        ...valueField(GRAPH.input, 'input_ids', 'int64', ['b', 't']),
        ...(mask ? valueField(GRAPH.input, 'attention_mask', 'int64', ['b', 't']) : []),
        ...valueField(GRAPH.output, 'last_hidden_state', 'float', ['b', 't', D]),
      ]),
      ...bytesField(MODEL.opsetImport, varintField(OPSET.version, opset)),
    ]);
  }
  const embed = async (model: Uint8Array, changed: Partial<FoldOptions> = {}, ...steps: AdapterStep[]) => [
    ...(await runFolded(foldIntoOnnx(model, { ...options, ...changed }, adapterOf(D, ...steps)).model, batch))
      .embedding,
  ];

  // Before 13, ReduceSum has its axes as an attribute; before 18, other reductions too.
  it.each([9, 11, 13, 17, 21])(
    'takes the mean over tokens and leaves padding out, with operators of version %i',
    async (opset) => {
      const found = await embed(tinyModel(opset));
      [2, 2, 0, 0, 5 / 3, 4 / 3].forEach((value, i) => {
        expect(found[i]).toBeCloseTo(value, 6);
      });
    },
  );

  it('takes the first token for cls, scales to unit length, and leaves zeros', async () => {
    const found = await embed(tinyModel(17), { pooling: 'cls', normalize: true });
    [0.6, 0.8, 0, 0, 1, 0].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 6);
    });
    expect(await embed(tinyModel(17, { mask: false }), { pooling: 'cls' }).catch(String)).toMatch(
      /attention_mask/,
    );
  });

  it('keeps names apart from those that the graph has', async () => {
    const model = tinyModel(17, { extra: 'crosslens_1_Cast' });
    expect((await embed(model, {}, UNIT))[0]).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it('says what it takes, gives and leaves to others', () => {
    expect(foldIntoOnnx(tinyModel(17), options, adapterOf(D, UNIT)).notes).toEqual([
      'Takes input_ids, attention_mask, as the encoder does.',
      'Gives sentence_embedding, float32 [batch × 2]: mean over tokens, then unit-length.',
      'last_hidden_state is still there and is not adapted: a tool that pools it itself gets the encoder without the adapter.',
      'Write "query: " before each query: the file cannot do that.',
    ]);
  });

  const byLanguage: AdapterStep = {
    kind: 'shift',
    to: 'both',
    offsets: { languages: { km: vector(D), am: vector(D) }, otherwise: null },
  };
  it.each<[string, () => unknown, string, string]>([
    [
      'a step that differs by language',
      () => foldIntoOnnx(tinyModel(17), options, adapterOf(D, UNIT, byLanguage)),
      'not-possible',
      'Step 2 (shift) differs by language (am, km)',
    ],
    [
      'a step of one side, for both sides',
      () => foldIntoOnnx(tinyModel(17), options, adapterOf(D, { kind: 'unit-length', to: 'passage' })),
      'not-possible',
      'Step 1 (unit-length) changes passages only',
    ],
    [
      'a graph without a mask',
      () => foldIntoOnnx(tinyModel(17, { mask: false }), options, adapterOf(D)),
      'not-possible',
      'attention_mask',
    ],
    [
      'old operators',
      () => foldIntoOnnx(tinyModel(7), options, adapterOf(D)),
      'not-possible',
      'operators of version 7',
    ],
    [
      'an old file',
      () => foldIntoOnnx(tinyModel(9, { ir: 3 }), options, adapterOf(D)),
      'not-possible',
      'IR version 3',
    ],
    [
      'a file that is folded already',
      () => foldIntoOnnx(foldIntoOnnx(tinyModel(17), options, adapterOf(D)).model, options, adapterOf(D)),
      'not-possible',
      'sentence_embedding already',
    ],
    [
      'a pair',
      () =>
        foldIntoOnnx(
          tinyModel(17),
          { ...options, query: { model: 'query/model.onnx', tokenizer: 'query/tokenizer.json' } },
          adapterOf(D),
        ),
      'not-possible',
      'is a pair',
    ],
    [
      'Dense modules',
      () => foldIntoOnnx(tinyModel(17), { ...options, dense: ['2_Dense'] }, adapterOf(D)),
      'not-possible',
      'Dense modules (2_Dense)',
    ],
    [
      'the last token',
      () => foldIntoOnnx(tinyModel(17), { ...options, pooling: 'last' }, adapterOf(D)),
      'not-possible',
      'last token',
    ],
    [
      'a graph that pools by itself',
      () => foldIntoOnnx(tinyModel(17), { ...options, pooling: 'output' }, adapterOf(D)),
      'not-possible',
      'pools by itself',
    ],
    [
      'vectors that are cut',
      () => foldIntoOnnx(tinyModel(17), { ...options, fullDimensions: 4 }, adapterOf(D)),
      'not-possible',
      'are cut',
    ],
    [
      'weights in a second file',
      () => foldIntoOnnx(tinyOnnx({ external: 'model.onnx_data' }).model, options, adapterOf(D)),
      'not-possible',
      'in a second file (model.onnx_data)',
    ],
    [
      'other dimensions',
      () => foldIntoOnnx(tinyModel(17), { ...options, dimensions: 3 }, adapterOf(3)),
      'model-invalid',
      'has 2 dimensions',
    ],
    [
      'a cut file',
      () => foldIntoOnnx(tinyModel(17).subarray(0, 60), options, adapterOf(D)),
      'model-invalid',
      'no ONNX file',
    ],
    [
      'no ONNX file',
      () => foldIntoOnnx(new TextEncoder().encode('{"a": 1}'), options, adapterOf(D)),
      'model-invalid',
      'no ONNX file',
    ],
    ['nothing', () => foldIntoOnnx(new Uint8Array(0), options, adapterOf(D)), 'model-invalid', '0 graphs'],
  ])('refuses %s', (_, act, code, message) => {
    expect(act).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) as unknown }),
    );
  });

  it('folds what differs by language for the other side', async () => {
    const step: AdapterStep = { ...byLanguage, to: 'passage' };
    expect((await embed(tinyModel(17), { side: 'query' }, step))[0]).toBeCloseTo(2, 6);
  });
});

describe('readFields', () => {
  it('reads what the writer wrote, lengths above one byte and numbers above 32 bits included', () => {
    const long = 'x'.repeat(300);
    const fields = readFields(
      join([...varintField(1, 2 ** 40 + 3), ...bytesField(200, long), ...varintField(2, 0)]),
    );
    expect(fields.map(({ number, varint }) => [number, varint])).toEqual([
      [1, 2 ** 40 + 3],
      [200, -1],
      [2, 0],
    ]);
    expect(new TextDecoder().decode(fields[1]!.bytes)).toBe(long);
    expect(join(fields.map(({ whole }) => whole))).toEqual(
      join([...varintField(1, 2 ** 40 + 3), ...bytesField(200, long), ...varintField(2, 0)]),
    );
  });

  it('passes over fixed widths, and refuses what breaks off', () => {
    expect(readFields(Uint8Array.of(0x0d, 1, 2, 3, 4, 0x10, 5)).map(({ number }) => number)).toEqual([1, 2]);
    for (const broken of [
      [0x08],
      [0x08, 0x80],
      [0x0a, 5, 1],
      [0x09, 1],
      [0x0b],
      new Array<number>(12).fill(0xff),
    ]) {
      expect(() => readFields(Uint8Array.from(broken))).toThrow('breaks off');
    }
  });
});

describe('notesOnTheRest', () => {
  it('names what an arm does beside its adapter', () => {
    expect(notesOnTheRest({ query: null, scoring: null })).toEqual([]);
    expect(
      notesOnTheRest({
        query: { kind: 'tag', language: 'own' },
        scoring: { kind: 'views', dense: 1, lexical: 1, late: 0, depth: 100 },
      }),
    ).toEqual([
      expect.stringContaining('[the code of its language]') as unknown,
      expect.stringContaining('dense part alone') as unknown,
    ]);
  });
});
