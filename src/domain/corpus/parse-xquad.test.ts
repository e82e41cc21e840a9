import { describe, expect, it } from 'vitest';
import { parseXquad } from './parse-xquad.ts';

const EL = { passages: 'el', queries: 'el' };
const qa = (id: string, start: number, text: string) => ({
  id,
  question: `${id}?`,
  answers: [{ text, answer_start: start }],
});
const document = (...paragraphs: readonly unknown[]) => ({ data: [{ title: 'T', paragraphs }] });

describe('parseXquad with sentence_breaks', () => {
  const value = {
    data: [
      { title: 'Super_Bowl_50', paragraphs: [{ context: 'One.', sentence_breaks: [[0, 4]], qas: [] }] },
      {
        title: 'B',
        paragraphs: [
          {
            context: 'Aa bb. Cc dd.',
            sentence_breaks: [
              [0, 7],
              [7, 13],
            ],
            sentences: ['damaged', 'damaged'],
            qas: [qa('q1', 3, 'bb'), qa('q2', 7, 'Cc')],
          },
        ],
      },
    ],
  };

  it('cuts sentences out of the context and counts paragraphs over the whole file', () => {
    const parsed = parseXquad('el.json', value, EL);
    expect(
      parsed?.passages.map(({ record }) => [record.id, record.source, record.text, record.unit]),
    ).toEqual([
      ['el_0_0', 'Super Bowl 50', 'One.', 'el_0'],
      ['el_1_0', 'B', 'Aa bb. ', 'el_1'],
      ['el_1_1', 'B', 'Cc dd.', 'el_1'],
    ]);
    expect(parsed?.paragraphs).toEqual(new Map([['el', 2]]));
  });

  it('judges the first sentence with start <= answer_start < end', () => {
    const parsed = parseXquad('el.json', value, EL);
    expect(parsed?.queries.map(({ record }) => record)).toEqual([
      { id: 'el:q1', lang: 'el', text: 'q1?', relevant: ['el_1_0'], group: 'q1', answers: ['bb'] },
      { id: 'el:q2', lang: 'el', text: 'q2?', relevant: ['el_1_1'], group: 'q2', answers: ['Cc'] },
    ]);
    expect(parsed?.notes).toEqual([]);
  });

  it('goes on numbering where it is told to', () => {
    expect(parseXquad('el.json', value, EL, 10)?.passages[0]?.record.id).toBe('el_10_0');
  });

  it('counts offsets in code points, as Python does', () => {
    const context = '😀 a. 😀 b.';
    const breaks = [
      [0, 5],
      [5, 9],
    ];
    const parsed = parseXquad(
      'el.json',
      document({ context, sentence_breaks: breaks, qas: [qa('q', 7, 'b')] }),
      EL,
    );
    expect(parsed?.passages.map(({ record }) => record.text)).toEqual(['😀 a. ', '😀 b.']);
    expect(parsed?.queries[0]?.record.relevant).toEqual(['el_0_1']);
    expect(parsed?.notes).toEqual([]);
  });

  it.each([
    [qa('q', 99, 'x'), 'No sentence holds the answer_start of its answer.'],
    [{ id: 'q', question: 'x', answers: [] }, 'The question has no answer, so its sentence is not known.'],
    [{ question: 'x', answers: [] }, 'The question has no "id".'],
    [{ id: 'q', answers: [] }, 'The question has no "question".'],
    ['q', 'A question must be an object, not a string.'],
  ])('leaves out the question %j alone', (bad, reason) => {
    const paragraph = { context: 'Aa.', sentence_breaks: [[0, 3]], qas: [bad, qa('good', 0, 'Aa')] };
    const parsed = parseXquad('el.json', document(paragraph), EL);
    expect(parsed?.skipped).toEqual([{ file: 'el.json', where: 'data[0].paragraphs[0].qas[0]', reason }]);
    expect(parsed?.queries.map(({ record }) => record.id)).toEqual(['el:good']);
  });

  it.each([
    [[[0, 99]]],
    [[[3, 0]]],
    [
      [
        [0, 2],
        [1, 3],
      ],
    ],
    ['0-3'],
    [[[0]]],
    [[['0', '3']]],
  ])('leaves out a paragraph with the breaks %j, which still takes its number', (breaks) => {
    const good = { context: 'Bb.', sentence_breaks: [[0, 3]], qas: [] };
    const parsed = parseXquad(
      'el.json',
      document({ context: 'Aa.', sentence_breaks: breaks, qas: [] }, good),
      EL,
    );
    expect(parsed?.skipped).toMatchObject([{ where: 'data[0].paragraphs[0]' }]);
    expect(parsed?.passages.map(({ record }) => record.id)).toEqual(['el_1_0']);
  });
});

describe('parseXquad without sentence_breaks', () => {
  it('takes whole paragraphs, the answer wherever it stands', () => {
    const parsed = parseXquad('am.json', document({ context: 'Aa bb.', qas: [qa('1', 5, 'Aa')] }), {
      passages: 'am',
      queries: 'en',
    });
    expect(parsed?.passages.map(({ record }) => [record.id, record.lang, record.text])).toEqual([
      ['am_0', 'am', 'Aa bb.'],
    ]);
    expect(parsed?.queries[0]?.record).toMatchObject({ id: 'en:1', lang: 'en', relevant: ['am_0'] });
    expect(parsed?.notes).toEqual(['1 answer does not stand where answer_start says.']);
  });

  it('takes `paragraphs` as an object, numbers as ids, and reports what lacks its context', () => {
    const value = {
      data: [
        { paragraphs: { context: 'Aa.', qas: [{ id: 207308, question: 'x?', answers: [] }] } },
        { paragraphs: [{ qas: [qa('a', 0, 'x'), qa('b', 0, 'x')] }, { context: null }] },
        { title: 'nothing' },
        'nonsense',
      ],
    };
    const parsed = parseXquad('am.json', value, { passages: 'am', queries: 'am' });
    expect(parsed?.queries.map(({ record }) => record)).toEqual([
      { id: 'am:207308', lang: 'am', text: 'x?', relevant: ['am_0'], group: '207308' },
    ]);
    expect(parsed?.skipped.map(({ where, reason }) => `${where}: ${reason}`)).toEqual([
      'data[1].paragraphs[0]: It has no "context", so its 2 questions cannot be judged.',
      'data[1].paragraphs[1]: It has no "context".',
      'data[2]: It has no "paragraphs".',
      'data[3]: It has no "paragraphs".',
    ]);
  });

  it('leaves out questions that are marked as impossible', () => {
    const impossible = { ...qa('1', 0, 'Aa'), is_impossible: true };
    const parsed = parseXquad('en.json', document({ context: 'Aa.', qas: [impossible] }), EL);
    expect(parsed?.queries).toEqual([]);
    expect(parsed?.skipped).toHaveLength(1);
  });

  it.each([[{ rows: [] }], [[1, 2]], ['text'], [null], [{ data: 'x' }]])('is null for %j', (value) => {
    expect(parseXquad('x.json', value, EL)).toBeNull();
  });
});
