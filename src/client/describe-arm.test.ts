import { describe, expect, it } from 'vitest';
import { describeArm, describeDevice } from './describe-arm.ts';

const progress = { done: 519, total: 520, perSecond: 800, secondsLeft: 0.1 };

describe('describeArm', () => {
  it('never says 100 % of work that goes on', () => {
    expect(describeArm({ phase: { kind: 'indexing', progress } }).words).toBe('indexing 99 %');
  });
  it('says how far a paused index came', () => {
    const paused = { kind: 'paused', progress: { ...progress, done: 130 }, kept: null } as const;
    expect(describeArm({ phase: paused })).toEqual({
      words: 'paused at 25 %',
      progress: 0.25,
      kind: 'paused',
    });
  });
  it('shows no fraction before the first report', () => {
    expect(describeArm({ phase: { kind: 'indexing', progress: null } }).progress).toBeNull();
    expect(describeArm({ phase: { kind: 'opening', progress: null, note: '' } }).progress).toBeNull();
  });
});

describe('describeDevice', () => {
  it('says nothing until an encoder is placed, and that BM25 has no device', () => {
    const of = (id: string): string =>
      describeDevice({ placement: null, encoder: null, spec: { id, device: 'auto' } });
    expect(of('bm25')).toBe('lexical');
    expect(of('lab:0123456789abcdef')).toBe('from the Lab');
  });
});
