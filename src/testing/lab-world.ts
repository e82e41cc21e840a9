import type { LanguageCode, Shard } from '../domain/corpus/types.ts';
import type { LabData } from '../domain/lab/lab-data.ts';
import type { Split } from '../domain/lab/split.ts';
import { splitShard } from '../domain/lab/split.ts';
import { seededRandom } from '../domain/random.ts';

export interface WorldChoice {
  readonly languages: readonly LanguageCode[];
  /** Units, each with one query and one passage in every language. */
  readonly units: number;
  /** Dimensions of meaning. Each language writes them into a space of its own within `dimensions`. */
  readonly content: number;
  readonly dimensions: number;
  readonly noise: number;
  readonly seed: number;
  readonly heldOut?: number;
}

/**
 * A world in which nothing is known across languages: a unit has a meaning, and a language turns meanings into
 * vectors by a random matrix. Within a language a query lies beside its passage; across languages, anywhere.
 */
export function labWorld(choice: WorldChoice): LabData {
  const { languages, units, content, dimensions, noise, seed, heldOut = 0.5 } = choice;
  const random = seededRandom(seed);
  const matrix = (rows: number, columns: number): Float32Array =>
    Float32Array.from({ length: rows * columns }, () => gaussian(random));
  const shard = worldShard(languages, units);
  const meanings = matrix(units, content);
  const writings = languages.map(() => matrix(content, dimensions));
  const write = (): Float32Array => {
    const rows = writings.flatMap((writing) =>
      Array.from({ length: units }, (_, u) => {
        const row = Float32Array.from({ length: dimensions }, () => noise * gaussian(random));
        for (let c = 0; c < content; c += 1) {
          for (let i = 0; i < dimensions; i += 1) {
            row[i] = (row[i] ?? 0) + (meanings[u * content + c] ?? 0) * (writing[c * dimensions + i] ?? 0);
          }
        }
        const length = Math.hypot(...row);
        return row.map((x) => x / length);
      }),
    );
    return Float32Array.from(rows.flatMap((row) => [...row]));
  };
  return {
    shard,
    dimensions,
    passages: write(),
    queries: write(),
    split: splitShard(shard, { seed, heldOut }),
  };
}

/** Passages and queries in the order language, unit; all of a unit share their group. */
export function worldShard(languages: readonly LanguageCode[], units: number): Shard {
  const of = <T>(make: (lang: LanguageCode, unit: number) => T): T[] =>
    languages.flatMap((lang) => Array.from({ length: units }, (_, unit) => make(lang, unit)));
  return {
    name: 'world',
    passages: of((lang, u) => ({ id: `${lang}-${u}`, lang, text: `text ${u} in ${lang}`, group: `g${u}` })),
    queries: of((lang, u) => ({
      id: `q-${lang}-${u}`,
      lang,
      text: `question ${u} in ${lang}`,
      group: `g${u}`,
      relevant: languages.map((other) => `${other}-${u}`),
      relevantRows: languages.map((_, l) => l * units + u),
    })),
    generated: [],
    goldCopies: [],
  };
}

/** The text on its own. */
export function withoutGroup<T extends { readonly group?: string }>(text: T): Omit<T, 'group'> {
  const copy: Omit<T, 'group'> & { group?: string } = { ...text };
  delete copy.group;
  return copy;
}

/** Everything is training. */
export function allTraining({ passages, queries }: Shard): Split {
  return {
    choice: { seed: 0, heldOut: 0.5 },
    trainingKeys: [],
    trainingPassages: new Uint8Array(passages.length).fill(1),
    trainingQueries: new Uint8Array(queries.length).fill(1),
    by: 'group',
    units: { training: 1, heldOut: 0 },
  };
}

/** Box–Muller. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
