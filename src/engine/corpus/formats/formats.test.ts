import { describe, expect, it } from 'vitest';
import { CORPUS_FORMATS } from '../../../domain/corpus/types.ts';
import { createReaders, readerOf } from './formats.ts';

describe('createReaders', () => {
  it('has one reader for every format', () => {
    const readers = createReaders();
    const formats = readers.flatMap((reader) => reader.formats);
    expect([...formats].sort()).toEqual([...CORPUS_FORMATS].sort());
    for (const format of CORPUS_FORMATS) expect(readerOf(readers, format).formats).toContain(format);
  });
});
