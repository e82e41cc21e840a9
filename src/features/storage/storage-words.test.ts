import { describe, expect, it } from 'vitest';
import type { StoredItem } from '../../protocol/library.ts';
import { KINDS, MANY, ofKind, roomOf, totalBytes } from './storage-words.ts';

const item = (name: string, saved: string | null, kind: StoredItem['kind'] = 'model'): StoredItem => ({
  kind,
  key: name,
  name,
  bytes: 10,
  saved,
  detail: '',
});

describe('what is stored', () => {
  it('stands with the newest first, by kind', () => {
    const items = [
      item('old', '2026-01-01T00:00:00Z'),
      item('undated', null),
      item('new', '2026-05-01T00:00:00Z'),
      item('corpus', null, 'corpus'),
    ];
    expect(ofKind(items, 'model').map(({ name }) => name)).toEqual(['new', 'old', 'undated']);
    expect(totalBytes(items)).toBe(40);
    expect(KINDS.map(({ kind }) => kind).sort()).toEqual(Object.keys(MANY).sort());
  });
});

describe('the room that is left', () => {
  it('adds up to what the browser allows', () => {
    expect(roomOf(60, 100, 40)).toEqual({ kept: 40, others: 20, left: 40, quota: 100 });
  });
  it('counts files that encoders share once, as the browser does', () => {
    expect(roomOf(30, 100, 40)).toEqual({ kept: 30, others: 0, left: 70, quota: 100 });
    expect(roomOf(null, 100, 40)?.left).toBe(60);
    expect(roomOf(200, 100, 40)?.left).toBe(0);
  });
  it('is not known where the browser says nothing', () => {
    expect(roomOf(10, null, 0)).toBeNull();
    expect(roomOf(10, 0, 0)).toBeNull();
  });
});
