import type { CatalogueEncoder, Sourced } from '../../../domain/catalogue/types.ts';

const FACTS = {
  parameters: 'parameters',
  dimensions: 'dimensions',
  maxTokens: 'longest input',
  languages: 'languages',
  licence: 'licence',
  sizes: 'sizes',
  prefixes: 'prefixes',
  accept: 'what has to be accepted',
} as const satisfies Partial<Record<keyof CatalogueEncoder, string>>;

/** Pages that facts were read on, with the day, and what was read there. */
export function sourcesOf(
  encoder: CatalogueEncoder,
): readonly { readonly facts: readonly string[]; readonly source: string; readonly read: string }[] {
  const pages = new Map<string, { facts: string[]; source: string; read: string }>();
  for (const name of Object.keys(FACTS) as (keyof typeof FACTS)[]) {
    const fact: Sourced<unknown> | null = encoder[name];
    if (fact === null) continue;
    const key = `${fact.source} ${fact.read}`;
    const page = pages.get(key) ?? { facts: [], source: fact.source, read: fact.read };
    page.facts.push(FACTS[name]);
    pages.set(key, page);
  }
  return [...pages.values()];
}
