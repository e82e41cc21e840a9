import { CrosslensError } from '../../protocol/errors.ts';
import { openGraph } from '../ort/session.ts';
import type { Graph } from '../ort/session.ts';
import type { Runtime } from '../ort/runtime.ts';
import { createCachedDecoder } from './cached-decoder.ts';
import type { Decoder, Encoded } from './decoder.ts';
import { checkGraph, inputNamed } from './graph-values.ts';
import type { ModelConfig } from './model-config.ts';
import type { GeneratorFiles } from './model-files.ts';
import { createPlainDecoder } from './plain-decoder.ts';

/** The two halves of a model, whatever the layout of its files. */
export interface Seq2Seq {
  /** @param prompts ids, none of them empty; padded on the right with `pad` */
  encode(prompts: readonly (readonly number[])[], pad: number): Promise<Encoded>;
  readonly decoder: Decoder;
  dispose(): Promise<void>;
}

const STATES = 'last_hidden_state';
const HIDDEN = 'encoder_hidden_states';

/** Cache outputs of as many layers as any T5 or mT5 has: on a GPU they stay there. */
const CACHE_OUTPUTS = Array.from({ length: 24 }, (_, layer) =>
  ['decoder', 'encoder'].flatMap((part) =>
    ['key', 'value'].map((what) => `present.${layer}.${part}.${what}`),
  ),
).flat();

/** @throws CrosslensError `model-invalid`, `device-unavailable`, `out-of-memory` */
export async function openSeq2Seq(
  files: GeneratorFiles,
  config: ModelConfig,
  runtime: Runtime,
  threads: number,
): Promise<Seq2Seq> {
  const opened: Graph[] = [];
  const open = async (model: Uint8Array, part: string): Promise<Graph> => {
    const graph = await openGraph(runtime, model, {
      name: `The ${part} of ${files.name}`,
      threads,
      keepOnDevice: part === 'encoder' ? [] : CACHE_OUTPUTS,
    });
    opened.push(graph);
    return graph;
  };
  try {
    const encoder = await open(files.encoder, 'encoder');
    checkGraph(encoder, { required: ['input_ids'], optional: ['attention_mask'], outputs: [STATES] });
    const { graph, decoder } = await openDecoder(files, config, open);
    checkWidths(encoder, graph);
    return assemble(encoder, decoder);
  } catch (error) {
    await Promise.allSettled(opened.map((graph) => graph.dispose()));
    throw error;
  }
}

async function openDecoder(
  { decoder: files }: GeneratorFiles,
  config: ModelConfig,
  open: (model: Uint8Array, part: string) => Promise<Graph>,
): Promise<{ readonly graph: Graph; readonly decoder: Decoder }> {
  switch (files.layout) {
    case 'merged': {
      const graph = await open(files.model, 'merged decoder');
      return { graph, decoder: createCachedDecoder(graph, graph, config) };
    }
    case 'split': {
      const first = await open(files.first, 'decoder');
      const next = await open(files.next, 'decoder with past');
      return { graph: first, decoder: createCachedDecoder(first, next, config) };
    }
    case 'plain': {
      const graph = await open(files.model, 'decoder');
      return { graph, decoder: createPlainDecoder(graph) };
    }
  }
}

/** Halves of different models would fail in the middle of the first batch, in ONNX Runtime's words. */
function checkWidths(encoder: Graph, decoder: Graph): void {
  const given = encoder.outputs.find(({ name }) => name === STATES)?.shape[2];
  const wanted = inputNamed(decoder, HIDDEN)?.shape[2];
  if (typeof given !== 'number' || typeof wanted !== 'number' || given === wanted) return;
  throw new CrosslensError(
    'model-invalid',
    `${encoder.name} gives vectors of ${given} numbers, but ${HIDDEN} of its decoder takes ${wanted}: these files belong to different models.`,
  );
}

function assemble(encoder: Graph, decoder: Decoder): Seq2Seq {
  const masked = inputNamed(encoder, 'attention_mask') !== undefined;
  return {
    decoder,
    async encode(prompts, pad) {
      const rows = prompts.length;
      const tokens = Math.max(...prompts.map((ids) => ids.length));
      const inputIds = new BigInt64Array(rows * tokens).fill(BigInt(pad));
      const mask = new BigInt64Array(rows * tokens);
      prompts.forEach((ids, row) => {
        inputIds.set(BigInt64Array.from(ids, BigInt), row * tokens);
        mask.fill(1n, row * tokens, row * tokens + ids.length);
      });
      const { [STATES]: hidden } = await encoder.run(
        {
          input_ids: encoder.int64(inputIds, [rows, tokens]),
          ...(masked ? { attention_mask: encoder.int64(mask, [rows, tokens]) } : {}),
        },
        [STATES],
      );
      if (hidden === undefined)
        throw new CrosslensError('model-invalid', `${encoder.name} did not give ${STATES}.`);
      return { hidden, mask, rows, tokens };
    },
    async dispose() {
      await encoder.dispose();
      await decoder.dispose();
    },
  };
}
