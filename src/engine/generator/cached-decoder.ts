import { CrosslensError } from '../../protocol/errors.ts';
import type { Graph, GraphTensor } from '../ort/session.ts';
import { LOGITS, lastLogits, selectEncoded, selectRows } from './decoder.ts';
import type { Decoder, DecoderState, Encoded } from './decoder.ts';
import { checkGraph, inputNamed, pastNames, presentName } from './graph-values.ts';
import type { ModelConfig } from './model-config.ts';

const SWITCH = 'use_cache_branch';
const SOURCE = ['encoder_hidden_states', 'encoder_attention_mask'] as const;

/**
 * A decoder that keeps the keys and values of what it has read. `first` and `next` are one graph with a switch, or two.
 * The encoder's keys and values are those of the first step: later steps give dummies for them, or nothing.
 * @throws CrosslensError `model-invalid`
 */
export function createCachedDecoder(first: Graph, next: Graph, config: ModelConfig): Decoder {
  const { own, cross } = pastNames(next);
  const past = [...own, ...cross];
  const merged = first === next;
  if (own.length === 0) {
    checkGraph(next, { required: ['past_key_values.0.decoder.key'], optional: [], outputs: [] });
  }
  const firstOutputs = [LOGITS, ...past.map(presentName)];
  const nextOutputs = [LOGITS, ...own.map(presentName)];
  checkGraph(first, {
    required: ['input_ids', 'encoder_hidden_states', ...(merged ? [SWITCH] : [])],
    optional: ['encoder_attention_mask', ...(merged ? past : [])],
    outputs: firstOutputs,
  });
  checkGraph(next, {
    required: ['input_ids', 'past_key_values.0.decoder.key', 'past_key_values.0.encoder.key'],
    optional: [...SOURCE, SWITCH, ...past],
    outputs: nextOutputs,
  });

  return {
    begin: (encoded) => begin(encoded),
    async dispose() {
      await first.dispose();
      if (!merged) await next.dispose();
    },
  };

  function begin(start: Encoded): DecoderState {
    let encoded = start;
    /** Past inputs of the next step; empty before the first. */
    let cache: Record<string, GraphTensor> = {};

    return {
      async step(ids) {
        const started = Object.keys(cache).length > 0;
        const graph = started ? next : first;
        const given: Record<string, GraphTensor> = {
          input_ids: graph.int64(BigInt64Array.from(ids, BigInt), [encoded.rows, 1]),
          encoder_hidden_states: encoded.hidden,
          encoder_attention_mask: graph.int64(encoded.mask, [encoded.rows, encoded.tokens]),
          [SWITCH]: graph.bool(started),
          ...(started || !merged ? cache : emptyCache(graph, encoded.rows)),
        };
        const feeds = Object.fromEntries(
          graph.inputs.flatMap(({ name }) => {
            const tensor = given[name];
            return tensor === undefined ? [] : [[name, tensor] as const];
          }),
        );
        const outputs = await graph.run(feeds, started ? nextOutputs : firstOutputs);
        for (const name of started ? own : past) {
          const tensor = outputs[presentName(name)];
          if (tensor === undefined) throw missing(graph, presentName(name));
          replace(name, graph, tensor);
        }
        const logits = outputs[LOGITS];
        if (logits === undefined) throw missing(graph, LOGITS);
        return lastLogits(graph, logits);
      },
      async select(rows) {
        encoded = await selectEncoded(next, encoded, rows);
        for (const name of Object.keys(cache)) {
          const tensor = cache[name];
          if (tensor !== undefined) replace(name, next, await selectRows(next, tensor, rows));
        }
      },
      dispose() {
        for (const tensor of Object.values(cache)) next.release(tensor);
        cache = {};
      },
    };

    function replace(name: string, graph: Graph, tensor: GraphTensor): void {
      const old = cache[name];
      cache[name] = tensor;
      if (old !== undefined) graph.release(old);
    }
  }

  /** A graph with a switch asks for a past in the first step, too: one of no tokens. */
  function emptyCache(graph: Graph, rows: number): Record<string, GraphTensor> {
    return Object.fromEntries(
      past.map((name) => {
        const [, heads, , size] = inputNamed(graph, name)?.shape ?? [];
        const dims = [rows, known(heads, config.heads, name), 0, known(size, config.headSize, name)];
        return [name, graph.float32(new Float32Array(0), dims)] as const;
      }),
    );
  }

  function known(dim: number | string | undefined, fallback: number | null, name: string): number {
    if (typeof dim === 'number' && dim > 0) return dim;
    if (fallback !== null) return fallback;
    throw new CrosslensError(
      'model-invalid',
      `Neither ${next.name} nor its config.json says how many heads ${name} has, and of what size.`,
    );
  }
}

function missing(graph: Graph, output: string): CrosslensError {
  return new CrosslensError('model-invalid', `${graph.name} did not give ${output}.`);
}
