import type { JsonObject } from '../../domain/corpus/json-values.ts';
import type { EncoderSettings, Pooling } from '../../protocol/encoder.ts';
import type { Found } from '../../protocol/library.ts';
import type { Family } from './families.ts';
import { countOf } from './model-limits.ts';
import type { ChosenPrompts } from './prompts.ts';
import { choosePrompts } from './prompts.ts';
import type { Side } from './read-side.ts';

/** Each setting, with the file that says it or the words that none does. */

export function poolingOf({ pooling, modules, config }: Side, family: Family | null, lost: string | null): Found<Pooling> {
  if (lost !== null) return { value: 'output', from: lost };
  if (pooling !== null)
    return { value: pooling.value.pooling, from: `${pooling.path}, ${pooling.value.field}` };
  if (modules !== null && modules.value.pooling === null)
    return { value: 'output', from: `${modules.path} has no pooling: the model gives one vector itself` };
  if (family !== null) return { value: family.pooling, from: convention(family) };
  // sentence-transformers, too, takes the last token of what was made to write text, and the mean of anything else.
  const architecture = architectureOf(config?.json ?? null) ?? '';
  return architecture.endsWith('ForCausalLM')
    ? {
        value: 'last',
        from: `no file of the repository says; the last token is usual for decoders (${architecture})`,
      }
    : { value: 'mean', from: 'no file of the repository says; the mean is usual' };
}

export function normalizeOf({ modules, prompts }: Side, family: Family | null, pair: boolean): Found<boolean> {
  if (modules?.value.normalize === true) return { value: true, from: `${modules.path}, Normalize` };
  const similarity = prompts?.value.similarity ?? null;
  if (prompts !== null && similarity !== null) {
    const cosine = similarity === 'cosine';
    return {
      value: cosine,
      from: `${prompts.path}, similarity_fn_name ${similarity}${cosine ? ': vectors of unit length compare alike by the inner product' : ''}`,
    };
  }
  if (family !== null) return { value: family.normalize, from: convention(family) };
  if (pair)
    return {
      value: false,
      from: 'no file of the repository says; pairs of encoders are usually compared by the inner product',
    };
  return {
    value: true,
    from: `no file of the repository says${modules === null ? '' : ` (${modules.path} has no Normalize)`}; sentence-transformers then compares by the cosine, as unit length does`,
  };
}

export function prefixesOf(
  passage: Side,
  query: Side | null,
  family: Family | null,
  notes: string[],
): Found<EncoderSettings['prefixes']> {
  const own = promptsOf(passage);
  const other = query === null ? own : promptsOf(query);
  const used = new Set([own?.chosen.passage, other?.chosen.query, own?.chosen.query]);
  const unused = own?.chosen.others.filter((prompt) => !used.has(prompt)) ?? [];
  if (own !== null && unused.length > 0)
    notes.push(`${own.path} has prompts for other tasks, which are not used: ${unused.join(', ')}.`);
  const prefixes = {
    query: other?.chosen.prefixes.query ?? '',
    passage: own?.chosen.prefixes.passage ?? '',
  };
  const [ofQueries, ofPassages] = [other?.chosen.query ?? null, own?.chosen.passage ?? null];
  const said = [
    ...(ofQueries === null ? [] : [`prompts.${ofQueries} for queries`]),
    ...(ofPassages === null ? [] : [`prompts.${ofPassages} for passages`]),
  ];
  const empty = prefixes.query === '' && prefixes.passage === '';
  // sentence-transformers writes empty prompts where nobody gave any: they do not speak against a convention.
  if (family !== null && empty && (family.prefixes.query !== '' || family.prefixes.passage !== ''))
    return {
      value: family.prefixes,
      from: `${convention(family)}${said.length > 0 && own !== null ? ` (the prompts in ${own.path} are empty)` : ''}`,
    };
  const path = (own ?? other)?.path;
  if (said.length > 0 && path !== undefined) return { value: prefixes, from: `${path}, ${said.join(', ')}` };
  return { value: prefixes, from: family === null ? 'no file of the repository names a prompt' : convention(family) };
}

function promptsOf({ prompts }: Side): { path: string; chosen: ChosenPrompts } | null {
  return prompts === null
    ? null
    : { path: prompts.path, chosen: choosePrompts(prompts.value, prompts.path) };
}

/** Lengths in config.json (Jina, vLLM's convention), then those of the family. */
export function matryoshkaOf(
  { config, prompts }: Side,
  family: Family | null,
  full: number | null,
  notes: string[],
): readonly number[] {
  const json = config?.json ?? {};
  const listed = ['matryoshka_dimensions', 'matryoshka_dims'].map((field) => json[field]).find(Array.isArray);
  const fits = (length: number | null): length is number => length !== null && (full === null || length < full);
  const lengths = (listed as readonly unknown[] | undefined)?.map(countOf).filter(fits) ?? [];
  const truncate = prompts?.value.truncate ?? null;
  const known = family?.matryoshka.filter(fits) ?? [];
  if (lengths.length === 0 && known.length > 0 && family !== null)
    notes.push(
      `Vectors may be cut to ${known.join(', ')} numbers: so say the makers of ${family.name}, not this repository’s files.`,
    );
  const all = lengths.length > 0 ? lengths : known;
  return [...new Set([...all, ...(fits(truncate) ? [truncate] : [])])].sort((a, b) => b - a);
}

export function cutOf({ prompts }: Side, full: number | null): Found<number | null> {
  const truncate = prompts?.value.truncate ?? null;
  return prompts !== null && truncate !== null && (full === null || truncate < full)
    ? { value: truncate, from: `${prompts.path}, truncate_dim` }
    : { value: null, from: 'no file of the repository asks for fewer' };
}

function convention({ name }: Family): string {
  return `a convention of ${name} models; the repository’s files do not say it`;
}

export function architectureOf(config: JsonObject | null): string | null {
  const [first] = Array.isArray(config?.['architectures']) ? (config['architectures'] as unknown[]) : [];
  if (typeof first === 'string') return first;
  const type = config?.['model_type'];
  return typeof type === 'string' ? type : null;
}

/** What a model was made from, as transformers notes it. */
export function originOf(config: JsonObject | null): readonly string[] {
  const origin = config?.['_name_or_path'];
  return typeof origin === 'string' ? [origin] : [];
}

export function hiddenSize(config: JsonObject | null): number | null {
  const fields = ['projection_dim', 'hidden_size', 'd_model', 'dim', 'n_embd'];
  return fields.map((field) => countOf(config?.[field])).find((size) => size !== null) ?? null;
}

