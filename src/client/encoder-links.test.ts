import { describe, expect, it } from 'vitest';
import type { EncoderLink, EncoderProfile, EncoderSettings } from '../protocol/encoder.ts';
import { linksOf } from './encoder-links.ts';
import { settingsOf } from '../protocol/encoder.ts';
import type { KnownLabArm } from './session/lab-state.ts';
import type { OwnEncoder } from './session/library-state.ts';
import type { ArmSpec } from './view-state.ts';

const ID = 'own:0123456789abcdef';
const OTHER = 'own:fedcba9876543210';
const settings: EncoderSettings = {
  model: 'onnx/model.onnx',
  queryModel: null,
  pooling: 'mean',
  normalize: true,
  maxTokens: 512,
  dimensions: null,
  prefixes: { query: 'query: ', passage: 'passage: ' },
};
const ref = {
  place: { kind: 'hub' as const, host: 'https://huggingface.co', repo: 'a/b', revision: 'main' },
  query: null,
};
const link = (id: string): EncoderLink => ({ id, ref, settings, bytes: 118 });
const profile: EncoderProfile = {
  id: ID,
  name: 'a/b',
  revision: 'c0ffee',
  ref,
  dimensions: 384,
  fullDimensions: null,
  pooling: 'mean',
  normalize: true,
  maxTokens: 512,
  dtype: 'q8',
  prefixes: settings.prefixes,
  model: 'onnx/model.onnx',
  tokenizer: 'tokenizer.json',
  query: null,
  dense: [],
  languages: { trained: {} },
  licence: null,
  bytes: 118,
  files: [{ path: 'onnx/model.onnx', bytes: 118, sha256: '0'.repeat(64) }],
};
const own: OwnEncoder = {
  id: ID,
  profile,
  ref,
  settings,
  bytes: 118,
  state: { kind: 'kept', where: 'disk', notice: null },
};
const arms = (...ids: string[]): ArmSpec[] => ids.map((id) => ({ id, device: 'auto' }));
const labArm = { id: 'lab:1', summary: { encoder: { id: ID, revision: 'c0ffee' } } } as KnownLabArm;

describe('the encoders that a link names', () => {
  it('are those that its arms stand on, and no others', () => {
    expect(linksOf(arms('bm25', ID), [], [own], [])).toEqual([link(ID)]);
    expect(linksOf(arms('bm25'), [], [own], [link(ID)])).toEqual([]);
    expect(linksOf(arms(ID, ID), [], [own], [])).toEqual([link(ID)]);
  });
  it('hold what arms of the Lab stand on', () => {
    expect(linksOf(arms('lab:1'), [labArm], [own], [])).toEqual([link(ID)]);
  });
  it('stay while the session does not know them, or does not know what an arm of the Lab stands on', () => {
    const needed: OwnEncoder = { ...own, profile: null, state: { kind: 'needed' } };
    const links = [link(ID)];
    expect(linksOf(arms(ID), [], [], links)).toBe(links);
    expect(linksOf(arms(ID), [], [needed], links)).toBe(links);
    expect(linksOf(arms('lab:2'), [], [], links)).toBe(links);
    expect(linksOf(arms(OTHER), [], [own], links)).toEqual([]);
  });
});

describe('the settings of a profile', () => {
  it('are those that it was made with', () => {
    expect(settingsOf(profile)).toEqual(settings);
    const cut = { ...profile, dimensions: 128, fullDimensions: 384 };
    expect(settingsOf(cut).dimensions).toBe(128);
    const pair = { ...profile, query: { model: 'query/model.onnx', tokenizer: 'query/tokenizer.json' } };
    expect(settingsOf(pair).queryModel).toBe('query/model.onnx');
  });
});

describe('a link', () => {
  it('names the commit that was fetched, not the branch', () => {
    const commit = 'ab'.repeat(20);
    const [fetched] = linksOf(arms(ID), [], [{ ...own, profile: { ...profile, revision: commit } }], []);
    expect(fetched?.ref.place).toEqual({ ...ref.place, revision: commit });
    const pair = { ...ref, query: { ...ref.place, repo: 'a/q' } };
    const both = { ...own, ref: pair, profile: { ...profile, revision: `${commit}+${'cd'.repeat(20)}` } };
    const [link] = linksOf(arms(ID), [], [both], []);
    expect(link?.ref.place).toMatchObject({ revision: commit });
    expect(link?.ref.query).toMatchObject({ repo: 'a/q', revision: 'cd'.repeat(20) });
  });
});
