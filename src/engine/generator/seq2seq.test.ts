import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../ort/node.ts';
import { decodeBatch } from './decode-batch.ts';
import { createGeneratorTokenizer } from './generator-tokenizer.ts';
import { parseModelConfig } from './model-config.ts';
import { chooseGeneratorFiles, readGeneratorFiles } from './model-files.ts';
import type { GeneratorFiles } from './model-files.ts';
import { openSeq2Seq } from './seq2seq.ts';

const FOLDER = new URL('./fixtures/t5-tiny/', import.meta.url);
const JSON_FILES = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

async function load(name: string, graphs: readonly string[]): Promise<GeneratorFiles> {
  const paths = chooseGeneratorFiles([...JSON_FILES, ...graphs.map((graph) => `onnx/${graph}.onnx`)], name);
  return readGeneratorFiles(paths, name, (path) => readFile(new URL(path, FOLDER)));
}

/** What PyTorch computes: `training/zoo/make_t5.py`. */
interface Golden {
  readonly maxNewTokens: number;
  readonly prompts: readonly string[];
  readonly ids: readonly (readonly number[])[];
  /** [prompts][tokens × width] */
  readonly encoderStates: readonly (readonly number[])[];
  /** With the end token, where it came. */
  readonly greedy: readonly (readonly number[])[];
  readonly texts: readonly string[];
  /** [prompts][first two steps][vocabulary] */
  readonly logits: readonly (readonly (readonly number[])[])[];
  readonly quantisedGreedy: readonly (readonly number[])[];
}
const golden = JSON.parse(await readFile(new URL('golden.json', FOLDER), 'utf8')) as Golden;

const LAYOUTS = {
  merged: ['encoder_model', 'decoder_model_merged'],
  split: ['encoder_model', 'decoder_model', 'decoder_with_past_model'],
  plain: ['encoder_model', 'decoder_model'],
} as const;

async function open(files: GeneratorFiles) {
  const config = parseModelConfig(files.config, files.generationConfig, files.name);
  return { config, model: await openSeq2Seq(files, config, nodeRuntime, 1) };
}

async function greedy(files: GeneratorFiles, prompts: readonly (readonly number[])[]) {
  const { config, model } = await open(files);
  let steps = 0;
  const written = await decodeBatch(
    model,
    prompts.map((ids) => ({ ids, seeds: [0] })),
    {
      rules: { ...config, maxNewTokens: golden.maxNewTokens },
      topK: 1,
      temperature: 1,
      suppressed: () => new Set(),
      signal: undefined,
      onStep: () => (steps += 1),
    },
  );
  await model.dispose();
  return { tokens: written.map(([row]) => row ?? []), steps };
}

const withoutEnd = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((row) => row.filter((id) => id !== 1));
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN))));

describe('the tokenizer', () => {
  it('gives the ids and the text that the Rust library gives', async () => {
    const { tokenizer, tokenizerConfig } = await load('tiny', LAYOUTS.merged);
    const tiny = createGeneratorTokenizer(tokenizer, tokenizerConfig, 'tiny');
    expect(golden.prompts.map((prompt) => tiny.encode(prompt, 512))).toEqual(golden.ids);
    expect(golden.greedy.map((ids) => tiny.decode(ids).trim())).toEqual(
      golden.texts.map((text) => text.trim()),
    );
  });

  it('cuts what is over-long and keeps the end token', async () => {
    const { tokenizer, tokenizerConfig } = await load('tiny', LAYOUTS.merged);
    const tiny = createGeneratorTokenizer(tokenizer, tokenizerConfig, 'tiny');
    const [prompt = ''] = golden.prompts;
    expect(tiny.encode(prompt, 5)).toEqual([...golden.ids[0]!.slice(0, 4), 1]);
  });

  it('knows what is not text: special tokens, the unknown piece, rows without a piece', async () => {
    const { tokenizer, tokenizerConfig } = await load('tiny', LAYOUTS.merged);
    const tiny = createGeneratorTokenizer(tokenizer, tokenizerConfig, 'tiny');
    expect([...tiny.textless(150)]).toEqual([0, 1, 2, 146, 147, 148, 149]);
    expect(tiny.decode([0, 2, 149, 1])).toBe('');
  });
});

describe.each(Object.entries(LAYOUTS))('a model in layout %s', (layout, graphs) => {
  it('is recognised', async () => {
    expect((await load('tiny', graphs)).decoder.layout).toBe(layout);
  });

  it('gives the encoder states and the logits that PyTorch gives, padding or not', async () => {
    const { config, model } = await open(await load('tiny', graphs));
    const encoded = await model.encode(golden.ids, config.pad);
    const states = (encoded.hidden as unknown as { data: Float32Array }).data;
    golden.encoderStates.forEach((expected, row) => {
      const from = row * encoded.tokens * 32;
      expect(farthest(expected, states.subarray(from, from + expected.length))).toBeLessThan(1e-4);
    });
    const state = model.decoder.begin(encoded);
    for (const [step, ids] of [[0, 0, 0], golden.greedy.map(([id = 0]) => id)].entries()) {
      const { values, vocabulary } = await state.step(ids);
      golden.logits.forEach((expected, row) => {
        const logits = values.subarray(row * vocabulary, (row + 1) * vocabulary);
        expect(farthest(expected[step]!, logits)).toBeLessThan(1e-4);
      });
    }
    state.dispose();
    await model.dispose();
  });

  it('writes the tokens that PyTorch writes, and goes no step further than the longest', async () => {
    const { tokens, steps } = await greedy(await load('tiny', graphs), golden.ids);
    expect(tokens).toEqual(withoutEnd(golden.greedy));
    expect(steps).toBe(golden.maxNewTokens);
    const short = await greedy(await load('tiny', graphs), golden.ids.slice(1));
    expect(short.tokens).toEqual(withoutEnd(golden.greedy.slice(1)));
    expect(short.steps).toBe(Math.max(...golden.greedy.slice(1).map((row) => row.length)));
  });
});

describe('an int8 model with one body for both branches', () => {
  it('writes what PyTorch writes with the rounded weights', async () => {
    const files = await load('tiny', ['encoder_model_quantized', 'decoder_model_merged_quantized']);
    expect((await greedy(files, golden.ids)).tokens).toEqual(withoutEnd(golden.quantisedGreedy));
  });
});

describe('a model that does not fit', () => {
  const refusal = async (change: (files: GeneratorFiles) => Partial<GeneratorFiles>): Promise<unknown> => {
    const files = await load('tiny', LAYOUTS.split);
    return open({ ...files, ...change(files) }).then(
      () => 'opened',
      (error: unknown) => error,
    );
  };
  const split = async () => {
    const { decoder, encoder } = await load('tiny', LAYOUTS.split);
    if (decoder.layout !== 'split') throw new Error('The fixture has changed.');
    return { encoder, ...decoder };
  };

  it('is refused with the input that it lacks', async () => {
    const { encoder, first, next } = await split();
    const refuse = async (decoder: GeneratorFiles['decoder']) => refusal(() => ({ decoder }));
    const invalid = (message: RegExp): unknown =>
      expect.objectContaining({ code: 'model-invalid', message: expect.stringMatching(message) as unknown });
    expect(await refuse({ layout: 'merged', model: first })).toEqual(
      invalid(/merged decoder of tiny lacks the input past_key_values\.0\.decoder\.key\./),
    );
    expect(await refuse({ layout: 'plain', model: next })).toEqual(
      invalid(/lacks the input encoder_hidden_states\./),
    );
    expect(await refuse({ layout: 'merged', model: next })).toEqual(
      invalid(/lacks the inputs encoder_hidden_states, use_cache_branch\./),
    );
    expect(await refuse({ layout: 'split', first: encoder, next })).toEqual(
      invalid(/lacks the input encoder_hidden_states\./),
    );
    expect(await refusal(() => ({ encoder: first }))).toEqual(
      invalid(/encoder of tiny asks for the inputs encoder_attention_mask, encoder_hidden_states\./),
    );
  });

  it('is refused when its bytes are not ONNX', async () => {
    expect(await refusal(() => ({ encoder: new Uint8Array(64) }))).toEqual(
      expect.objectContaining({ code: 'model-invalid' }),
    );
  });

  it('is refused when it is no encoder–decoder, or its end is unknown', async () => {
    const config = (change: object) =>
      refusal((files) => ({ config: { ...(files.config as object), ...change } }));
    expect(await config({ is_encoder_decoder: false, model_type: 'gpt2' })).toEqual(
      expect.objectContaining({ message: expect.stringContaining('gpt2') as unknown }),
    );
    expect(await refusal(() => ({ config: {}, generationConfig: null }))).toEqual(
      expect.objectContaining({ message: expect.stringContaining('eos_token_id') as unknown }),
    );
  });
});
