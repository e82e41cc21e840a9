/**
 * Romanising tokenizers carry hundreds of one-character `Replace` steps (JavaScript ignores a precompiled charsmap),
 * and each of them scans the whole text. A run of such steps is one character map, provided that no replacement
 * brings forth a character that a later step of the run replaces again.
 */

/** The shape of a normaliser in `tokenizer.json`, as far as it is read here. */
export interface NormalizerConfig {
  readonly type: string;
  readonly pattern?: { readonly String?: string; readonly Regex?: string };
  readonly content?: string;
  readonly normalizers?: readonly NormalizerConfig[];
}

export type CharacterMap = ReadonlyMap<number, string>;
export type NormalizerStep =
  | { readonly kind: 'map'; readonly map: CharacterMap }
  | { readonly kind: 'library'; readonly position: number };

/** Steps equal to the given sequence, with its runs of one-character replacements merged. */
export function mergeReplaceRuns(sequence: readonly NormalizerConfig[]): NormalizerStep[] {
  const steps: NormalizerStep[] = [];
  let run: Map<number, string> | null = null;
  let produced = new Set<number>();
  sequence.forEach((config, position) => {
    const unit = oneCodeUnit(config);
    if (unit === null) {
      steps.push({ kind: 'library', position });
      run = null;
      return;
    }
    if (run === null || produced.has(unit) || run.has(unit)) {
      run = new Map();
      produced = new Set();
      steps.push({ kind: 'map', map: run });
    }
    const content = config.content ?? '';
    run.set(unit, content);
    for (let i = 0; i < content.length; i += 1) produced.add(content.charCodeAt(i));
  });
  return steps;
}

export function applyCharacterMap(map: CharacterMap, text: string): string {
  let out = '';
  let kept = 0;
  for (let i = 0; i < text.length; i += 1) {
    const replacement = map.get(text.charCodeAt(i));
    if (replacement === undefined) continue;
    out += text.slice(kept, i) + replacement;
    kept = i + 1;
  }
  return kept === 0 ? text : out + text.slice(kept);
}

function oneCodeUnit(config: NormalizerConfig): number | null {
  const pattern = config.pattern?.String;
  return config.type === 'Replace' && pattern?.length === 1 ? pattern.charCodeAt(0) : null;
}
