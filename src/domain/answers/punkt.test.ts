import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORTHOGRAPHIC, parsePunktParameters, type PunktParameters } from './punkt-parameters.ts';
import { punktSentences } from './punkt.ts';

const { lowerInside, upperAtBeginning, upperInside } = ORTHOGRAPHIC;

const NOTHING: PunktParameters = {
  abbreviations: new Set(),
  collocations: new Map(),
  sentenceStarters: new Set(),
  orthographicContext: new Map(),
};

/** The sentences, apart by ` | `. */
function split(text: string, parameters: Partial<PunktParameters> = {}): string {
  return punktSentences({ ...NOTHING, ...parameters })
    .split(text)
    .join(' | ');
}

describe('punktSentences', () => {
  it('says what it is', () => {
    expect(punktSentences(NOTHING).kind).toBe('punkt');
  });

  it('ends a sentence at a full stop, question mark or exclamation mark before white space', () => {
    expect(split('One. Two? Three! Four')).toBe('One. | Two? | Three! | Four');
    expect(split('One.Two 3.14 a.b')).toBe('One.Two 3.14 a.b');
    expect(split('  Very bad acting!!! I promise.  ')).toBe('  Very bad acting!!! | I promise.');
    expect(split('')).toBe('');
  });

  it('goes on after an abbreviation', () => {
    const abbreviations = new Set(['dr', 'p.m']);
    expect(split('Dr. No left at 5 p.m. on Monday.')).toBe('Dr. | No left at 5 p.m. | on Monday.');
    expect(split('Dr. No left at 5 p.m. on Monday.', { abbreviations })).toBe(
      'Dr. No left at 5 p.m. on Monday.',
    );
    expect(split('The vice-dr. came.', { abbreviations })).toBe('The vice-dr. came.');
  });

  it('ends it after an abbreviation before a frequent beginner, if that is capitalised', () => {
    const parameters = { abbreviations: new Set(['p.m']), sentenceStarters: new Set(['then']) };
    expect(split('At 5 p.m. Then he slept.', parameters)).toBe('At 5 p.m. | Then he slept.');
    expect(split('At 5 p.m. then he slept.', parameters)).toBe('At 5 p.m. then he slept.');
  });

  it('reads from its spelling elsewhere whether a word begins a sentence', () => {
    const abbreviations = new Set(['p.m']);
    const oftenLower = { abbreviations, orthographicContext: new Map([['he', lowerInside]]) };
    expect(split('At 5 p.m. He slept.', oftenLower)).toBe('At 5 p.m. | He slept.');
    const alsoAName = { abbreviations, orthographicContext: new Map([['he', lowerInside | upperInside]]) };
    expect(split('At 5 p.m. He slept.', alsoAName)).toBe('At 5 p.m. He slept.');
  });

  it('keeps initials with the name, unless the next word is one that is also written small', () => {
    expect(split('By J. Bach. By him.')).toBe('By J. Bach. | By him.');
    const known = { orthographicContext: new Map([['bach', lowerInside]]) };
    expect(split('By J. Bach. By him.', known)).toBe('By J. | Bach. | By him.');
    const both = { orthographicContext: new Map([['bach', lowerInside | upperInside]]) };
    expect(split('By J. Bach. By him.', both)).toBe('By J. | Bach. | By him.');
  });

  it('goes on after an ordinal before a small letter', () => {
    expect(split('On the 5. of May. In 1957. Later.')).toBe('On the 5. of May. | In 1957. | Later.');
    const startsSmall = { orthographicContext: new Map([['of', ORTHOGRAPHIC.lowerAtBeginning]]) };
    expect(split('On the 5. of May.', startsSmall)).toBe('On the 5. | of May.');
    const alsoUpper = ORTHOGRAPHIC.lowerAtBeginning | upperAtBeginning;
    expect(split('On the 5. of May.', { orthographicContext: new Map([['of', alsoUpper]]) })).toBe(
      'On the 5. of May.',
    );
  });

  it('goes on inside a collocation', () => {
    const collocations = new Map([['mt', new Set(['everest'])]]);
    expect(split('On Mt. Everest. On Mt. Fuji.', { collocations })).toBe('On Mt. Everest. | On Mt. | Fuji.');
  });

  it('goes on after an ellipsis, unless a sentence clearly begins', () => {
    expect(split('Wait... He came.')).toBe('Wait... He came.');
    expect(split('Wait ... He came.', { sentenceStarters: new Set(['he']) })).toBe('Wait ... | He came.');
  });

  it('gives closing quotes and brackets back to the sentence they close', () => {
    expect(split('(One.) Two. "Three." Four.')).toBe('(One.) | Two. | "Three." | Four.');
    expect(split('“Un.” Deux.')).toBe('“Un.” | Deux.');
  });

  it('loses nothing but white space, whatever the parameters', () => {
    const words = ['Dr', 'he', 'He', '5', 'J', 'a-b', 'é'];
    const marks = ['.', '. ', '? ', '!', '...', ' ', '\n', '(', ') ', '"', ',', '-'];
    const text = fc.string({ unit: fc.constantFrom(...words, ...marks), maxLength: 20 });
    const someWords = fc.uniqueArray(fc.constantFrom(...words.map((word) => word.toLowerCase())));
    fc.assert(
      fc.property(
        text,
        someWords,
        someWords,
        fc.integer({ min: 0, max: 63 }),
        (t, abbreviations, starters, f) => {
          const sentences = punktSentences({
            abbreviations: new Set(abbreviations),
            collocations: new Map(abbreviations.map((word) => [word, new Set(starters)])),
            sentenceStarters: new Set(starters),
            orthographicContext: new Map(starters.map((word) => [word, 2 * f])),
          }).split(t);
          expect(sentences.join('').replace(/\s/gu, '')).toBe(t.replace(/\s/gu, ''));
          expect(sentences).not.toContain('');
        },
      ),
    );
  });
});

describe('parsePunktParameters', () => {
  const JSON_FORM = {
    abbrev_types: ['dr', 'u.s'],
    collocations: [
      ['mt', 'everest'],
      ['mt', 'fuji'],
    ],
    sent_starters: ['however'],
    ortho_context: { however: 46, everest: 4 },
  };
  const FILES = {
    'abbrev_types.txt': 'dr\nu.s\n',
    'collocations.tab': 'mt\teverest\r\nmt\tfuji',
    'sent_starters.txt': 'however',
    'ortho_context.tab': 'however\t46\neverest\t4\n',
  };

  it('reads the four fields, and the four files alike', () => {
    const parameters = parsePunktParameters(JSON_FORM);
    expect(parameters).toEqual({
      abbreviations: new Set(['dr', 'u.s']),
      collocations: new Map([['mt', new Set(['everest', 'fuji'])]]),
      sentenceStarters: new Set(['however']),
      orthographicContext: new Map([
        ['however', 46],
        ['everest', 4],
      ]),
    });
    expect(parsePunktParameters(FILES)).toEqual(parameters);
    expect(parsePunktParameters({ ...JSON_FORM, ortho_context: FILES['ortho_context.tab'] })).toEqual(
      parameters,
    );
  });

  it('takes a word by its spelling, even one that objects have of themselves', () => {
    const context = JSON.parse('{"__proto__": 4, "constructor": 2}') as unknown;
    const parameters = parsePunktParameters({ ...JSON_FORM, ortho_context: context });
    expect(parameters?.orthographicContext).toEqual(
      new Map([
        ['__proto__', 4],
        ['constructor', 2],
      ]),
    );
  });

  it.each([
    ['nothing', null],
    ['a list', []],
    ['a field that is missing', { ...JSON_FORM, sent_starters: undefined }],
    ['a word that is a number', { ...JSON_FORM, abbrev_types: ['dr', 5] }],
    ['a collocation of three words', { ...JSON_FORM, collocations: [['a', 'b', 'c']] }],
    ['a collocation without a tab', { ...JSON_FORM, collocations: 'mt everest' }],
    ['flags that are not flags', { ...JSON_FORM, ortho_context: { however: 128 } }],
    ['flags that are a fraction', { ...JSON_FORM, ortho_context: { however: 2.5 } }],
    ['flags in words', { ...JSON_FORM, ortho_context: 'however\tmany' }],
    ['flags that are missing', { ...JSON_FORM, ortho_context: 'however\t' }],
  ])('refuses %s', (_, json) => {
    expect(parsePunktParameters(json)).toBeNull();
  });
});
