import type { Adapter, Side } from '../domain/adapter/adapter.ts';
import type { TokenTable } from '../domain/lab/transport/token-table.ts';
import { tokenOffsets, tokensOf } from '../domain/lab/transport/token-table.ts';
import type { TransportTokens } from '../domain/lab/transport/transport-run.ts';
import { transportPlan } from '../domain/lab/transport/transport-plan.ts';
import type { TokenVectors } from '../protocol/arm.ts';
import type { EncoderProfile } from '../protocol/encoder.ts';
import { isOwnId } from '../protocol/encoder.ts';
import { CrosslensError, throwIfAborted } from '../protocol/errors.ts';
import type {
  FoldInput,
  FoldOutput,
  LabContract,
  LabOpenInput,
  PlanInput,
  PlanOutput,
  TrainInput,
  TrainOutput,
} from '../protocol/lab.ts';
import type { Service } from '../protocol/service.ts';
import { unpackShard } from './corpus/shard-blob.ts';
import { createQueue } from './in-turn.ts';
import { describeLabArm, inspectLabArm, openLabArm, packLabArm } from './lab/arm-file.ts';
import { assemble } from './lab/assemble.ts';
import type { Lab, LabInput } from './lab/create-lab.ts';
import { createLab } from './lab/create-lab.ts';
import { floatsOf } from './lab/floats-of.ts';
import { foldIntoOnnx, notesOnTheRest } from './lab/fold-into-onnx.ts';
import type { Trained } from './lab/train.ts';
import { fetchModelFile } from './models/fetch-model-file.ts';
import { checkedReader } from './models/model-source.ts';
import { readBlobs } from './models/read-blobs.ts';

/** The Lab in a worker: one bench, one job at a time. */
export function createLabService(): Service<LabContract> {
  let bench: { readonly lab: Lab; readonly input: LabInput } | null = null;
  const inTurn = createQueue();
  const need = (): NonNullable<typeof bench> => {
    if (bench === null) throw new CrosslensError('not-ready', 'Nothing is on the bench of the Lab yet.');
    return bench;
  };
  /** A job that was cancelled while it waited never starts. */
  const whenFree = <T>(signal: AbortSignal, job: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      throwIfAborted(signal);
      return job();
    });

  return {
    open: (opening, { signal }) =>
      whenFree(signal, async () => {
        const input = await inputOf(opening);
        const lab = await createLab(input, { signal });
        bench?.lab.dispose();
        bench = { lab, input };
        return lab.opened;
      }),
    train: (choice, { signal, onProgress }) =>
      whenFree(signal, async () => {
        const tokens = await tokensOfInput(choice);
        return packed(await need().lab.train({ ...choice, tokens }, { signal, onProgress }));
      }),
    snapshot: ({ name }, { signal }) =>
      whenFree(signal, async () => packed(await need().lab.snapshot(name, { signal }))),
    sweep: (input, { signal, onProgress }) =>
      whenFree(signal, () => need().lab.sweep(input, { signal, onProgress })),
    transportTexts: async ({ recipe, seed }) => Promise.resolve(need().lab.transportTexts(recipe, seed)),
    async assemble({ on, input }, { signal }) {
      const { encoder, dimensions } = on;
      const base = on.arm === null ? null : await openLabArm(on.arm);
      return assemble({ shard: await unpackShard(on.shard), encoder, dimensions, base }, input, signal);
    },
    plan: planOf,
    inspect: inspectLabArm,
    fold: (input, { signal }) => fold(input, signal),
    describe: describeLabArm,
  };
}

async function inputOf({ shard, shardHash, frozen, encoder, base, split }: LabOpenInput): Promise<LabInput> {
  return {
    shard: await unpackShard(shard),
    shardHash,
    dimensions: frozen.dimensions,
    passages: await floatsOf(frozen.passages),
    queries: await floatsOf(frozen.queries),
    generated: frozen.generated.size === 0 ? null : await floatsOf(frozen.generated),
    encoder,
    base: base === null ? null : await openLabArm(base),
    split,
  };
}

async function packed({ arm, ...rest }: Trained): Promise<TrainOutput> {
  return { ...rest, arm: await packLabArm(arm.description, arm.adapter) };
}

async function tokensOfInput({ tokens }: TrainInput): Promise<TransportTokens | null> {
  if (tokens === null) return null;
  return { student: await tableOf(tokens.student), teacher: await tableOf(tokens.teacher) };
}

async function tableOf({ tokens, vectors }: TokenVectors): Promise<TokenTable> {
  return { offsets: tokenOffsets(tokens.map(({ length }) => length)), vectors: await floatsOf(vectors) };
}

async function planOf({ student, teacher, epsilon, iterations }: PlanInput): Promise<PlanOutput> {
  const { dimensions } = student;
  if (teacher.dimensions !== dimensions) {
    throw new CrosslensError('internal', 'The two texts have vectors of different dimensions.');
  }
  const first = async (vectors: TokenVectors): Promise<Float32Array> =>
    tokensOf(await tableOf(vectors), 0, dimensions);
  const { plan, cost, error } = transportPlan(await first(student), await first(teacher), dimensions, {
    epsilon,
    iterations,
  });
  return { plan, cost, error };
}

async function fold({ file, encoder, files }: FoldInput, signal: AbortSignal): Promise<FoldOutput> {
  const { arm, adapter } = await openLabArm(file);
  // The id of one's own encoder is a hash of its content: from which revision that came makes no difference.
  const sameRevision = isOwnId(encoder.id) || arm.encoder.revision === encoder.revision;
  if (arm.encoder.id !== encoder.id || !sameRevision) {
    throw new CrosslensError(
      'not-possible',
      `The arm "${arm.name}" was made for ${arm.encoder.id} ${arm.encoder.revision}, not for ${encoder.id} ${encoder.revision}.`,
    );
  }
  checkFoldable(encoder);
  const read = checkedReader(
    encoder,
    files.kind === 'url' ? fetchModelFile(files.baseUrl) : readBlobs(files.blobs),
    { signal },
  );
  const side = onlySide(adapter);
  const { model, notes } = foldIntoOnnx(await read(encoder.model), { ...encoder, side }, adapter);
  const about =
    side === null
      ? []
      : [
          `This adapter changes ${SIDE_WORDS[side]} alone: the file is for those, the encoder itself for the others.`,
        ];
  return { model: new Blob([model]), notes: [...about, ...notes, ...notesOnTheRest(arm)] };
}

/** What goes into one graph: pooling and steps. The rest of an encoder's own would be left out of the file. */
function checkFoldable({ name, pooling, query, dense, fullDimensions, model, files }: EncoderProfile): void {
  const beside = files.some(({ path }) => path !== model && /\.onnx_data|\.onnx\.data|\.data$/.test(path));
  const reason =
    query !== null
      ? 'is a pair of encoders'
      : pooling === 'last' || pooling === 'output'
        ? `takes its vector from ${pooling === 'last' ? 'the last token' : 'an output of its own'}`
        : dense.length > 0
          ? 'has Dense layers after pooling'
          : fullDimensions !== null
            ? 'has its vectors cut'
            : beside
              ? 'keeps its weights in a second file'
              : null;
  if (reason === null) return;
  throw new CrosslensError(
    'not-possible',
    `${name} ${reason}, which is not written into an ONNX file here. Keep this arm as a safetensors file.`,
  );
}

const SIDE_WORDS: Readonly<Record<Side, string>> = { query: 'queries', passage: 'passages' };

/** The side that an adapter changes, when it leaves the other one as it is but for its length. */
function onlySide({ steps }: Adapter): Side | null {
  const sides = new Set(steps.flatMap(({ kind, to }) => (kind === 'unit-length' ? [] : [to])));
  const [side] = sides;
  return sides.size === 1 && side !== undefined && side !== 'both' ? side : null;
}
