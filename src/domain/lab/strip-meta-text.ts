import type { MetaPhrases } from './meta-phrases.ts';
import { META_PHRASES } from './meta-phrases.ts';

export interface StrippedText {
  readonly text: string;
  /** What was taken out, piece by piece. */
  readonly taken: readonly string[];
}

/** What a rule leaves and what it takes; `null` where it finds nothing. */
type Rule = (text: string) => { readonly rest: string; readonly taken: readonly string[] } | null;

/**
 * Takes out of a generated text what speaks about it instead of being it: trains of thought, “Sure, here is a
 * passage:”, labels, markdown fences, offers of further help, tokens of chat templates. Conservative: a rule fires at
 * the beginning, at the end, or on a line of its own, and on wording that passages hardly have.
 *
 * What is returned is the text with pieces taken out, and blanks around it if there were any such pieces; rules are
 * applied until none fires, so that a second call changes nothing. A text that is meta-text throughout becomes empty.
 * Time grows with the length times the number of pieces: callers cut what is over-long first.
 */
export function stripMetaText(text: string): StrippedText {
  const taken: string[] = [];
  let rest = text;
  for (;;) {
    const found = firstToFire(rest);
    if (found === null) return { text: rest, taken };
    rest = found.rest.trim();
    taken.push(...found.taken.map((piece) => piece.trim()));
  }
}

function firstToFire(text: string): ReturnType<Rule> {
  for (const rule of RULES) {
    const found = rule(text);
    if (found !== null) return found;
  }
  return null;
}

/** A phrase of any language; one with spaces between words must not stand within a word. */
function anyOf(part: Exclude<keyof MetaPhrases, 'spaced'>): string {
  // An offer may break off within its last word: inflected forms of one verb are then one phrase.
  const end = part === 'offer' ? '' : '(?![\\p{L}\\p{M}\\p{N}])';
  const bounded = Object.values(META_PHRASES).map((phrases) =>
    phrases.spaced ? `(?<![\\p{L}\\p{M}\\p{N}])(?:${phrases[part]})${end}` : `(?:${phrases[part]})`,
  );
  return `(?:${bounded.join('|')})`;
}

/** Also what stands for a colon in Chinese, Khmer and Ethiopic; ፡ parts words in older texts, so a blank must follow. */
const COLON = '(?:[:：៖፦]|፡(?=\\s))';
/** Emphasis, headings and quotes around a label. */
const MARKUP = '[*_#>"“¡]{0,8}';
const SPACE = '[ \\t]{0,8}';
const NUMBER = `(?:${SPACE}#?\\d{1,2})?`;
const SENTENCE_END = '.!?…。！？؟।።៕;；';

const pattern = (source: string, flags = ''): RegExp => new RegExp(source, `iu${flags}`);

const LABEL = `${MARKUP}${SPACE}(?:${anyOf('thing')})${NUMBER}${MARKUP}${SPACE}${COLON}${MARKUP}`;
const LABEL_AT_START = pattern(`^\\s*${LABEL}(?:\\s+|(?<=：)|(?<=៖)|(?<=፦))`);
const HEADING_AT_START = pattern(
  `^\\s*(?:#{1,6}${SPACE}|\\*\\*|__)(?:${anyOf('thing')})${NUMBER}(?:\\*\\*|__)?[ \\t]*\\n`,
);
const NUMBERED_LABEL = pattern(
  `^${MARKUP}${SPACE}(?:${anyOf('thing')})${SPACE}#?\\d{1,2}${MARKUP}${SPACE}${COLON}${MARKUP}[ \\t]*`,
  'm',
);
const LABEL_ON_LATER_LINE = pattern(`\\n\\s*${LABEL}\\s+`);
const STEP_LABEL = pattern(
  `^${MARKUP}${SPACE}(?:${anyOf('step')})${SPACE}[\\d一二三四五六七八九十]{1,3}步?${MARKUP}${SPACE}${COLON}${MARKUP}[ \\t]*`,
  'm',
);
const TITLE_AND_LABEL = pattern(`^\\s*(${MARKUP}title${MARKUP}:${MARKUP})([^\\n]*\\n\\s*)(${LABEL})`);

const THINKING_BEGINS = pattern(
  `^\\s*(?:${MARKUP}(?:${anyOf('before')})${MARKUP}${SPACE}${COLON}|${MARKUP}(?:${anyOf('step')})${SPACE}(?:1|一)|let['’]?s think|let me (?:think|start|first)|first, (?:let|i )|(?:okay|ok|alright|hmm|so),? (?:so|let|the user|i )|the user (?:is|wants|asks|asked)|(?:i|we) need to)`,
);
const LETS_THINK = pattern("^\\s*let(?:['’]?s| me) think(?: (?:about|through) this)?[^\\n.!?:]{0,60}[.!?:]");

const HEAD = pattern(`^\\s*${MARKUP}[^\\n:：៖፦]{1,200}(?:[:៖፦](?=[\\s*_])|[:៖፦]$|：)[*_]{0,3}`);
const STARTS_YES = pattern(`^\\s*${MARKUP}(?:${anyOf('yes')})`);
const STARTS_HERE = pattern(`^\\s*${MARKUP}(?:${anyOf('here')})`);
const HAS_HERE = pattern(anyOf('here'));
const HAS_THING = pattern(`${anyOf('thing')}|${anyOf('article')}`);
const YES_ALONE = pattern(`^\\s*¡?(?:${anyOf('yes')})(?:[!！]+(?:\\s+|(?<=！))|[.,!。，！]?[ \\t]*\\n)`);
const PROMISE = pattern(
  "^\\s*(?:(?:sure|certainly|of course|absolutely|okay|ok)[,!.]? )?(?:i(?:['’]d| would|['’]ll| will| can|['’]m)) (?:be )?(?:happy|glad|here)? ?(?:to )?(?:help|assist|write|generate|provide|create)[^\\n.!?:]{0,160}[.!?:](?=\\s|$)",
);
const AS_A_MODEL = pattern(
  '^\\s*as an? (?:ai|artificial intelligence|language model|large language model|assistant)[^\\n.!?]{0,240}[.!?](?=\\s|$)',
);
const REFUSAL = pattern(
  "^\\s*(?:i['’]?m |i am )?(?:sorry|i apologi[sz]e|unfortunately)[^\\n.!?]{0,40}\\bi (?:can(?:not|['’]t| not)|am (?:unable|not able)|do(?:n['’]t| not) have)[^\\n.!?]{0,200}[.!?](?=\\s|$)",
);

const LAST_SENTENCE = pattern(
  `(?:^|(?<=[${SENTENCE_END}"”)*][ \\t]{0,4})|(?<=\\n[ \\t]{0,4})|(?<=[\\u0e00-\\u0e7f\\u1780-\\u17ff] ))${MARKUP}(?:${anyOf('offer')})[^\\n${SENTENCE_END}]{0,240}[${SENTENCE_END})*"”\\s\\p{Extended_Pictographic}\\ufe0f]*$`,
);
const WORD_COUNT = pattern(
  '\\s[(\\[*_]{0,3}word count[*_]{0,3}\\s?:\\s?\\d{1,5}(?: words)?[)\\]*_.]{0,3}\\s*$',
);

const FENCE_LINE = pattern('^[ \\t]*(?:`{3,}|~{3,})[\\w-]{0,20}[ \\t]*$', 'm');
const FENCED = pattern('^\\s*`{3,}[^`]+`{3,}\\s*$');
const RULE_AT_START = pattern('^\\s*(?:-{3,}|\\*{3,}|_{3,})[ \\t]*\\n');
const RULE_AT_END = pattern('\\n[ \\t]*(?:-{3,}|\\*{3,}|_{3,})\\s*$');

const CHAT_TOKEN = pattern(
  '<\\|(?:im_start|start_header_id)\\|>\\s?(?:assistant|user|system)?|<\\|[a-z_]{1,40}\\|>|<(?:start|end)_of_turn>(?:model|user)?|\\[/?INST\\]|<(?:bos|eos|pad)>',
);
const SENTENCE_TOKEN = pattern('^\\s*</?s>|</?s>\\s*$');
const TAGS = 'answer|passage|document|response|output|final';
const ANSWER_TAG = pattern(`^\\s*<(?:${TAGS})>|</(?:${TAGS})>\\s*$`);
/** Harmony's layout: what comes before the final channel is thought. */
const FINAL_CHANNEL = pattern('^[^]*<\\|channel\\|>final<\\|message\\|>');
const THOUGHT_TAGS = [
  'think',
  'thinking',
  'thought',
  'reasoning',
  'reflection',
  'scratchpad',
  'analysis',
].map((tag) => ({ opens: pattern(`<${tag}>`), closes: pattern(`</${tag}>`, 'g') }));

/** Takes whole matches. */
function takeMatch(expression: RegExp): Rule {
  return (text) => {
    const match = expression.exec(text);
    return match === null ? null : cut(text, match.index, match.index + match[0].length);
  };
}

function cut(text: string, from: number, to: number): ReturnType<Rule> {
  return { rest: text.slice(0, from) + text.slice(to), taken: [text.slice(from, to)] };
}

/** A block, one that was never closed, or the end of one that the prompt had opened. */
const thoughtBlocks: Rule = (text) => {
  for (const { opens, closes } of THOUGHT_TAGS) {
    const from = opens.exec(text)?.index;
    closes.lastIndex = from ?? 0;
    const close = closes.exec(text);
    if (from === undefined && close === null) continue;
    return cut(text, from ?? 0, close === null ? text.length : close.index + close[0].length);
  }
  return null;
};

/** A train of thought or the repeated question counts as such only where a label says where the text begins. */
const thoughtBeforeLabel: Rule = (text) => {
  if (!THINKING_BEGINS.test(text)) return null;
  const label = LABEL_ON_LATER_LINE.exec(text);
  return label === null ? null : cut(text, 0, label.index + label[0].length);
};

/** “Sure! Here is a passage about the Nile:”, up to the colon of the first line. */
const announcement: Rule = (text) => {
  const head = HEAD.exec(text)?.[0];
  if (head === undefined) return null;
  const announces = STARTS_YES.test(head)
    ? HAS_HERE.test(head) || HAS_THING.test(head)
    : STARTS_HERE.test(head) && HAS_THING.test(head);
  return announces ? cut(text, 0, head.length) : null;
};

/** What indexes have is title and text: the labels go, the title stays. */
const titleAndLabel: Rule = (text) => {
  const match = TITLE_AND_LABEL.exec(text);
  if (match === null) return null;
  const [whole, title = '', between = '', label = ''] = match;
  return { rest: between.trimStart() + text.slice(whole.length).trimStart(), taken: [title, label] };
};

const RULES: readonly Rule[] = [
  takeMatch(FINAL_CHANNEL),
  thoughtBlocks,
  ...[CHAT_TOKEN, SENTENCE_TOKEN, ANSWER_TAG, FENCE_LINE].map(takeMatch),
  (text) => {
    if (!FENCED.test(text)) return null;
    const inner = text.trim().replace(/^`+|`+$/g, '');
    return { rest: inner, taken: ['```', '```'] };
  },
  announcement,
  thoughtBeforeLabel,
  titleAndLabel,
  ...[
    YES_ALONE,
    PROMISE,
    AS_A_MODEL,
    REFUSAL,
    LETS_THINK,
    LABEL_AT_START,
    HEADING_AT_START,
    NUMBERED_LABEL,
    STEP_LABEL,
    RULE_AT_START,
    RULE_AT_END,
    WORD_COUNT,
    LAST_SENTENCE,
  ].map(takeMatch),
];
