import type { EncoderSettings } from '../protocol/encoder.ts';
import { POOLINGS } from '../protocol/encoder.ts';
import type { ModelReport } from '../protocol/library.ts';
import { chooseGraph, LARGEST_GRAPH } from '../domain/models/choose-graph.ts';
import type { Arguments, Flag } from './arguments.ts';
import { UsageError } from './usage.ts';

/** What a person may say about a model that does not ship. */
export const MODEL_FLAGS: readonly Flag[] = [
  'dtype',
  'pooling',
  'normalise',
  'no-normalise',
  'query-prefix',
  'passage-prefix',
  'max-tokens',
  'dimensions',
  'query-model',
];

/** @throws UsageError when flags are given that the model has no use for */
export function refuseModelFlags(args: Arguments, id: string): void {
  const given = MODEL_FLAGS.find((flag) => args.one(flag) !== undefined || args.has(flag));
  if (given !== undefined)
    throw new UsageError(
      `--${given} is for models of your own; the settings of ${id} are what it was made with.`,
    );
}

/** Settings that were given, whatever the model says. */
export function givenSettings(args: Arguments): Partial<Omit<EncoderSettings, 'prefixes'>> & {
  readonly prefixes: Partial<EncoderSettings['prefixes']>;
} {
  const pooling = args.one('pooling');
  const known = POOLINGS.find((candidate) => candidate === pooling);
  if (pooling !== undefined && known === undefined)
    throw new UsageError(`--pooling is ${POOLINGS.join(', ')}, not "${pooling}".`);
  if (args.has('normalise') && args.has('no-normalise'))
    throw new UsageError('--normalise and --no-normalise contradict each other.');
  const maxTokens = args.number('max-tokens', { min: 1, max: 32_768, integer: true });
  const dimensions = args.number('dimensions', { min: 1, max: 16_384, integer: true });
  const query = args.one('query-prefix');
  const passage = args.one('passage-prefix');
  return {
    ...(known === undefined ? {} : { pooling: known }),
    ...(args.has('normalise') ? { normalize: true } : {}),
    ...(args.has('no-normalise') ? { normalize: false } : {}),
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(dimensions === undefined ? {} : { dimensions }),
    prefixes: { ...(query === undefined ? {} : { query }), ...(passage === undefined ? {} : { passage }) },
  };
}

/**
 * What the model's files say, with what the person said in its place.
 * @throws UsageError for a number format that the model does not have
 */
export function settingsFor(report: ModelReport, args: Arguments): EncoderSettings {
  const { settings } = report;
  const { prefixes, ...given } = givenSettings(args);
  return {
    ...graphFor(report, args.one('dtype')),
    pooling: settings.pooling.value,
    normalize: settings.normalize.value,
    maxTokens: settings.maxTokens.value,
    dimensions: settings.dimensions.value,
    ...given,
    prefixes: { ...settings.prefixes.value, ...prefixes },
  };
}

/** A number format, or the path of a graph. */
function graphFor(
  { name, graphs }: ModelReport,
  dtype: string | undefined,
): Pick<EncoderSettings, 'model' | 'queryModel'> {
  if (dtype === undefined) {
    const { graph, reason } = chooseGraph(graphs, { device: 'wasm', f16: false, memoryLimit: LARGEST_GRAPH });
    if (graph === null) throw new UsageError(`${name}: ${reason} --dtype names one all the same.`);
    return graph;
  }
  const graph = graphs.find((candidate) => candidate.dtype === dtype || candidate.model === dtype);
  if (graph === undefined) {
    const known = graphs.map((candidate) => `${candidate.dtype} (${candidate.model})`).join(', ');
    throw new UsageError(`${name} has no ONNX file with --dtype ${dtype}. It has ${known}.`);
  }
  return graph;
}
