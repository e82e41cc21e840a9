import { describe, expect, it } from 'vitest';
import type { EncoderSettings } from '../../protocol/encoder.ts';
import type { Experiment } from '../../protocol/experiment.ts';
import { parseExperiment } from '../../protocol/experiment.ts';
import { checkExperiment } from './check-experiment.ts';

const FILE: Experiment = {
  format: 'crosslens-experiment',
  version: 1,
  app: { name: 'Crosslens', version: '0.1.0' },
  created: '2026-11-21T12:00:00.000Z',
  link: '?view=recall&arms=bag-hybrid',
  corpus: { name: 'demo', files: [], shardHash: 'aa', passages: 2, queries: 1, generated: 0 },
  arms: [
    {
      letter: 'A',
      id: 'bag-hybrid',
      name: 'Bag',
      device: 'wasm',
      revision: '1',
      hashes: { b: '2', a: '1' },
      settings: null,
      state: 'complete',
    },
  ],
  tests: { seed: 1, resamples: 10_000, level: 0.05, correction: 'holm' },
  k: 10,
  measures: ['mAP', 'RD'],
  fusion: null,
  figures: [figure('mAP', 0.5), { ...figure('mAP', null), queryLanguage: 'km' }, figure('RD', 120.2)],
};

function figure(measure: string, value: number | null): Experiment['figures'][number] {
  return {
    arm: 'A',
    fused: false,
    setting: 'multi',
    queryLanguage: 'am',
    passageLanguage: 'all',
    measure,
    value,
    n: 1,
  };
}

describe('checkExperiment', () => {
  it('finds nothing where all comes out again, order of hashes and last digits aside', () => {
    const now = {
      ...FILE,
      arms: FILE.arms.map((arm) => ({ ...arm, hashes: { a: '1', b: '2' } })),
      figures: FILE.figures.map((one) =>
        one.value === null ? one : { ...one, value: one.value + 0.000_04 },
      ),
    };
    expect(checkExperiment(FILE, now)).toEqual({ compared: 3, differences: [], changed: [] });
  });

  it('names a figure that no longer comes out, one that is gone, and one that has a value now', () => {
    const now = {
      ...FILE,
      figures: [figure('mAP', 0.5002), { ...figure('mAP', 0), queryLanguage: 'km' }],
    };
    const { differences } = checkExperiment(FILE, now);
    expect(differences.map(({ figure: one, now: value }) => [one.measure, one.queryLanguage, value])).toEqual(
      [
        ['mAP', 'am', 0.5002],
        ['mAP', 'km', 0],
        ['RD', 'am', undefined],
      ],
    );
  });

  it('says what else is different: shard, files, device, version', () => {
    const now: Experiment = {
      ...FILE,
      app: { name: 'Crosslens', version: '0.2.0' },
      corpus: { ...FILE.corpus, shardHash: 'bb', passages: 3 },
      arms: FILE.arms.map((arm) => ({ ...arm, hashes: { a: '9' } })),
    };
    const { changed } = checkExperiment(FILE, now);
    expect(changed).toHaveLength(3);
    expect(changed.join(' ')).toMatch(/0\.1\.0.*3 passages.*files of Bag/);
  });
});

describe('encoders of the person’s own', () => {
  const settings: EncoderSettings = {
    model: 'onnx/model.onnx',
    queryModel: null,
    pooling: 'mean',
    normalize: true,
    maxTokens: 512,
    dimensions: null,
    prefixes: { query: '', passage: '' },
  };
  const withArm = (change: Partial<Experiment['arms'][number]>): Experiment => ({
    ...FILE,
    arms: FILE.arms.map((arm) => ({ ...arm, id: 'own:0123456789abcdef', settings, ...change })),
  });

  it('are told apart by their settings where their names are the same', () => {
    const now = withArm({
      id: 'own:fedcba9876543210',
      settings: { ...settings, pooling: 'cls', maxTokens: 128 },
    });
    expect(checkExperiment(withArm({}), now).changed).toEqual([
      'Arm A is Bag with other settings than when it was saved: pooling, longest input.',
    ]);
  });
  it('are told apart by their ids where their files differ', () => {
    const now = withArm({ id: 'own:fedcba9876543210' });
    expect(checkExperiment(withArm({}), now).changed[0]).toMatch(
      /own:0123456789abcdef.*own:fedcba9876543210/,
    );
  });
  it('come back out of a file, and files from before they were are still read', () => {
    const file = withArm({});
    expect(parseExperiment(JSON.parse(JSON.stringify(file)))).toEqual(file);
    const old = Object.fromEntries(Object.entries(FILE.arms[0]!).filter(([name]) => name !== 'settings'));
    expect(parseExperiment({ ...FILE, arms: [old] }).arms[0]?.settings).toBeNull();
  });
});

describe('parseExperiment', () => {
  it('reads what was written, and refuses anything else', () => {
    expect(parseExperiment(JSON.parse(JSON.stringify(FILE)))).toEqual(FILE);
    expect(() => parseExperiment({ ...FILE, version: 2 })).toThrow();
    expect(() => parseExperiment({ ...FILE, link: 'x#<script>' })).toThrow();
    expect(() => parseExperiment({ ...FILE, figures: [{ ...figure('mAP', 1), value: 'NaN' }] })).toThrow();
  });
});
