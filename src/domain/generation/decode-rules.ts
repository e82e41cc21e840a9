/** What a decoder has to know of a model's special tokens. */
export interface DecodeRules {
  /** Fed before the first token. */
  readonly start: number;
  /** Any of these ends a sequence; it is not part of the text. */
  readonly ends: ReadonlySet<number>;
  /** Fed to a sequence that has ended while others of its batch go on. */
  readonly pad: number;
  /** Longest sequence, at least 1, the end token counted. */
  readonly maxNewTokens: number;
}

/** One sequence while it is written. */
export interface Sequence {
  /** Tokens of the text so far, without start, end and padding. */
  readonly tokens: readonly number[];
  readonly state: 'open' | 'ended' | 'cut';
  /** What goes into the next step. */
  readonly next: number;
}

export function startSequence(rules: DecodeRules): Sequence {
  return { tokens: [], state: 'open', next: rules.start };
}

/** The sequence with the id that was drawn for it; one that is no longer open takes nothing but padding. */
export function extendSequence(sequence: Sequence, id: number, rules: DecodeRules): Sequence {
  if (sequence.state !== 'open') return sequence;
  if (rules.ends.has(id)) return { tokens: sequence.tokens, state: 'ended', next: rules.pad };
  const tokens = [...sequence.tokens, id];
  return tokens.length >= rules.maxNewTokens
    ? { tokens, state: 'cut', next: rules.pad }
    : { tokens, state: 'open', next: id };
}
