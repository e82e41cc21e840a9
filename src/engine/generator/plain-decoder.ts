import { CrosslensError } from '../../protocol/errors.ts';
import type { Graph } from '../ort/session.ts';
import { LOGITS, lastLogits, selectEncoded } from './decoder.ts';
import type { Decoder, Encoded } from './decoder.ts';
import { checkGraph } from './graph-values.ts';

/**
 * A decoder without a cache: every step reads the whole prefix again, so n tokens cost n²/2 positions.
 * @throws CrosslensError `model-invalid`
 */
export function createPlainDecoder(graph: Graph): Decoder {
  checkGraph(graph, {
    required: ['input_ids', 'encoder_hidden_states'],
    optional: ['encoder_attention_mask'],
    outputs: [LOGITS],
  });
  const masked = graph.inputs.some(({ name }) => name === 'encoder_attention_mask');

  return {
    begin(start: Encoded) {
      let encoded = start;
      let prefixes: readonly (readonly number[])[] = Array.from({ length: start.rows }, () => []);
      return {
        async step(ids) {
          prefixes = prefixes.map((prefix, row) => [...prefix, ids[row] ?? 0]);
          const { rows, tokens } = encoded;
          const { [LOGITS]: logits } = await graph.run(
            {
              input_ids: graph.int64(BigInt64Array.from(prefixes.flat(), BigInt), [
                rows,
                prefixes[0]?.length ?? 0,
              ]),
              encoder_hidden_states: encoded.hidden,
              ...(masked ? { encoder_attention_mask: graph.int64(encoded.mask, [rows, tokens]) } : {}),
            },
            [LOGITS],
          );
          if (logits === undefined)
            throw new CrosslensError('model-invalid', `${graph.name} did not give ${LOGITS}.`);
          return lastLogits(graph, logits);
        },
        async select(rows) {
          prefixes = rows.map((row) => prefixes[row] ?? []);
          encoded = await selectEncoded(graph, encoded, rows);
        },
        dispose() {
          prefixes = [];
        },
      };
    },
    dispose: () => graph.dispose(),
  };
}
