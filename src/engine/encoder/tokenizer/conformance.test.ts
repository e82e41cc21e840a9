import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../../testing/shared-data.ts';
import { createTokenizer } from '../tokenizer.ts';

const at = (path: string): URL => new URL(`../../../../${path}`, import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(at(path), 'utf8'));
const UNCUT = 1_000_000;

type Text = string | { readonly repeat: readonly [part: string, times: number] };
const spelledOut = (text: Text): string =>
  typeof text === 'string' ? text : text.repeat[0].repeat(text.repeat[1]);

describeWithShared(
  'XLM-R’s tokenizer',
  ['data', 'conformance', 'tokenizers', 'xlm-roberta-tokenizer.json.gz'],
  (path) => {
    interface Row {
      readonly text: Text;
      readonly maxTokens: number;
      readonly ids: readonly number[];
    }
    const rows = read('training/golden/xlm-roberta-ids.json') as readonly Row[];

    it.each([512, 8])('gives Rust’s ids on hard strings of every script, cut to %i tokens', (maxTokens) => {
      const json: unknown = JSON.parse(gunzipSync(readFileSync(path)).toString());
      const tokenizer = createTokenizer(json, {}, maxTokens, 'xlm-roberta');
      const wanted = rows.filter((row) => row.maxTokens === maxTokens);
      expect(wanted.length).toBeGreaterThan(90);
      for (const { text, ids } of wanted)
        expect(tokenizer.encode(spelledOut(text)), JSON.stringify(text).slice(0, 100)).toEqual(ids);
      expect(tokenizer.padId).toBe(1);
    });
  },
);

interface Layouts {
  readonly texts: readonly string[];
  readonly bases: Readonly<Record<string, object>>;
  readonly layouts: readonly {
    readonly name: string;
    readonly base: string;
    readonly config: { readonly model: object };
    readonly ids: readonly (readonly number[])[];
    readonly ids5: readonly (readonly number[])[];
  }[];
}
const { texts, bases, layouts } = read('training/golden/tokenizer-layouts.json') as Layouts;

describe.each(layouts)('a tokenizer with $name', ({ base, config, ids, ids5 }) => {
  const json = { ...config, model: { ...bases[base], ...config.model } };

  it.each([
    ['whole', UNCUT, ids],
    ['cut to five tokens', 5, ids5],
  ] as const)('gives Rust’s ids, %s', (_, maxTokens, wanted) => {
    const tokenizer = createTokenizer(json, {}, maxTokens, 'golden');
    texts.forEach((text, place) => {
      const row = wanted[place] ?? [];
      // A model reads at least one token, so that nothing at all is one padding token.
      expect(tokenizer.encode(text), JSON.stringify(text)).toEqual(
        row.length === 0 ? [tokenizer.padId] : row,
      );
    });
  });
});

const ZOO = 'src/engine/encoder/fixtures/zoo';
type Sides<T> = Readonly<Record<'query' | 'passage', T>>;
interface ZooEntry {
  readonly name: string;
  readonly maxTokens: number;
  readonly prefixes: Sides<string>;
}
interface Golden {
  readonly texts: Sides<readonly string[]>;
  readonly ids: Sides<readonly (readonly number[])[]>;
}

describe.each(read(`${ZOO}/index.json`) as readonly ZooEntry[])(
  'the tokenizer of the zoo’s $name',
  ({ name, maxTokens, prefixes }) => {
    it.each(['query', 'passage'] as const)('gives Rust’s ids for its %s texts', (side) => {
      const golden = read(`${ZOO}/${name}/golden.json`) as Golden;
      const folder = existsSync(at(`${ZOO}/${name}/${side}`)) ? `${ZOO}/${name}/${side}` : `${ZOO}/${name}`;
      const tokenizer = createTokenizer(
        read(`${folder}/tokenizer.json`),
        read(`${folder}/tokenizer_config.json`),
        maxTokens,
        name,
      );
      expect(golden.texts[side].length).toBeGreaterThan(0);
      expect(golden.texts[side].map((text) => tokenizer.encode(prefixes[side] + text))).toEqual(
        golden.ids[side],
      );
    });
  },
);
