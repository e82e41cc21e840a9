import { nodeRuntime } from '../engine/ort/node.ts';
import type { Runtime } from '../engine/ort/runtime.ts';

/** The real runtime of Node, with as little memory as one wants: larger batches fail as they do in WASM. */
export function smallMemory(limit: { tokens: number }): {
  readonly runtime: Runtime;
  /** Every batch that was asked for, [texts, width]. */
  readonly batches: (readonly [texts: number, width: number])[];
} {
  const batches: (readonly [number, number])[] = [];
  const { InferenceSession, ...rest } = nodeRuntime.ort;
  const create = async (...input: Parameters<typeof InferenceSession.create>) => {
    const session = await InferenceSession.create(...input);
    const run = session.run.bind(session);
    session.run = (async (...given: Parameters<typeof run>) => {
      const { dims = [] } = given[0]['input_ids'] ?? {};
      const [texts = 0, width = 0] = dims;
      batches.push([texts, width]);
      if (texts * width > limit.tokens)
        throw new Error('failed to call OrtRun(). ERROR_MESSAGE: std::bad_alloc');
      return run(...given);
    }) as typeof session.run;
    return session;
  };
  return {
    runtime: {
      device: 'wasm',
      ort: {
        ...rest,
        env: nodeRuntime.ort.env,
        Tensor: nodeRuntime.ort.Tensor,
        InferenceSession: { create } as typeof InferenceSession,
      },
    },
    batches,
  };
}
