import type { AssembleBase, AssembleOutput } from '../../protocol/lab.ts';
import type { CrossEncoderContract, RerankProgress } from '../../protocol/cross-encoder.ts';
import { CrosslensError } from '../../protocol/errors.ts';
import type { CallOptions, Connection } from '../connect.ts';
import { connect } from '../connect.ts';
import { spawnCrossEncoder } from '../spawn.ts';
import type { ArmController } from './arm-controller.ts';
import type { ArmLetter } from './session-state.ts';

export interface Reranker {
  /** The best passages of every query with their texts, as JSON Lines for a reranker elsewhere. */
  candidates(letter: ArmLetter, depth: number): Promise<Blob>;
  /**
   * Has a cross-encoder order the best passages of every query, and makes an arm of the order.
   * @param folder in the Hugging Face layout; nothing of it leaves the page
   */
  rerank(
    letter: ArmLetter,
    folder: { readonly name: string; readonly files: readonly File[] },
    settings: { readonly depth: number; readonly name: string },
    options: CallOptions<RerankProgress>,
  ): Promise<AssembleOutput & { readonly id: string }>;
  dispose(): void;
}

/** The cross-encoder has a worker of its own, which ends with the work: its model may be large. */
export function createReranker(options: {
  readonly threads: number;
  readonly arm: (letter: ArmLetter) => ArmController;
  /** What an arm is, as it was when the work began: letters and shards may change while it goes on. */
  readonly base: (letter: ArmLetter) => AssembleBase;
  readonly assemble: (
    on: AssembleBase,
    permutations: Blob,
    name: string,
  ) => Promise<AssembleOutput & { readonly id: string }>;
}): Reranker {
  const open = new Set<Connection<CrossEncoderContract>>();
  const connected = async <T>(work: (to: Connection<CrossEncoderContract>) => Promise<T>): Promise<T> => {
    const connection = connect<CrossEncoderContract>(spawnCrossEncoder, 'the cross-encoder', () => undefined);
    open.add(connection);
    try {
      return await work(connection);
    } finally {
      open.delete(connection);
      connection.dispose();
    }
  };
  const best = async (
    to: Connection<CrossEncoderContract>,
    letter: ArmLetter,
    depth: number,
    signal?: AbortSignal,
  ): Promise<Blob> => {
    const arm = options.arm(letter);
    const shard = arm.shard();
    if (shard === null) throw new CrosslensError('not-ready', 'There is no shard yet.');
    const { run } = await arm.exportRun({ depth, tag: 'candidates', fusion: null }, { signal });
    return (await to.call('candidates', { shard: shard.shard, run, depth }, { signal })).candidates;
  };
  return {
    candidates: (letter, depth) => connected((to) => best(to, letter, depth)),
    rerank: (letter, folder, { depth, name }, { signal, onProgress }) =>
      connected(async (to) => {
        const on = options.base(letter);
        const opened = await to.call(
          'open',
          { source: { kind: 'files', ...folder }, threads: options.threads },
          { signal },
        );
        await best(to, letter, depth, signal);
        const { permutations, cut } = await to.call('rerank', null, { signal, onProgress });
        const made = await options.assemble(on, permutations, name);
        const notes = [...opened.notes, ...(cut === 0 ? [] : [`${String(cut)} passages were cut to fit.`])];
        return { ...made, notes: [...notes, ...made.notes] };
      }),
    dispose() {
      for (const connection of open) connection.dispose();
    },
  };
}
