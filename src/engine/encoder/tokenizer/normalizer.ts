import { byteLevel, lowerCase, stripEnd, stripStart, WHITESPACE } from './characters.ts';
import { createCharsmap } from './charsmap.ts';
import type { Fields } from './fields.ts';
import { fieldsOf, flagField, listOf, textField, typeOf, unknownType } from './fields.ts';
import { CONTROLS, NONSPACING_MARKS } from './old-unicode.ts';
import { createPattern } from './pattern.ts';
import type { NormalizerConfig } from './replace-runs.ts';
import { applyCharacterMap, mergeReplaceRuns } from './replace-runs.ts';

export type Normalize = (text: string) => string;

const KNOWN = [
  'BertNormalizer',
  'ByteLevel',
  'Lowercase',
  'NFC',
  'NFD',
  'NFKC',
  'NFKD',
  'Nmt',
  'Precompiled',
  'Prepend',
  'Replace',
  'Sequence',
  'Strip',
  'StripAccents',
] as const;

/** The `normalizer` of tokenizer.json, as the Rust tokenizers apply it. @throws Error naming what cannot be read */
export function createNormalizer(config: unknown): Normalize {
  if (config === null || config === undefined) return (text) => text;
  const fields = fieldsOf(config, 'its normalizer');
  const type = typeOf(fields, 'its normalizer');
  switch (type) {
    case 'BertNormalizer':
      return bertNormalizer(fields);
    case 'ByteLevel':
      return byteLevel;
    case 'Lowercase':
      return lowerCase;
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD':
      return (text) => text.normalize(type);
    case 'Nmt':
      return nmt;
    case 'Precompiled': {
      const charsmap = textField(fields, 'precompiled_charsmap', '');
      return charsmap === '' ? (text) => text : createCharsmap(charsmap);
    }
    case 'Prepend': {
      const prepend = textField(fields, 'prepend');
      return (text) => (text === '' ? '' : prepend + text);
    }
    case 'Replace':
      return replace(fields);
    case 'Sequence':
      return sequence(listOf(fields['normalizers'], 'the normalizers of a Sequence'));
    case 'Strip': {
      const left = flagField(fields, 'strip_left', true);
      const right = flagField(fields, 'strip_right', true);
      return (text) => {
        const stripped = left ? stripStart(text) : text;
        return right ? stripEnd(stripped) : stripped;
      };
    }
    case 'StripAccents':
      return (text) => text.replace(/\p{M}/gu, '');
    default:
      throw unknownType('normalizer', type, KNOWN);
  }
}

function sequence(configs: readonly unknown[]): Normalize {
  const checked = configs.map((config) => fieldsOf(config, 'a normalizer of a Sequence'));
  const steps = mergeReplaceRuns(checked as readonly unknown[] as readonly NormalizerConfig[]).map(
    (step): Normalize =>
      step.kind === 'map'
        ? (text) => applyCharacterMap(step.map, text)
        : createNormalizer(checked[step.position]),
  );
  return (text) => steps.reduce((value, step) => step(value), text);
}

function replace(fields: Fields): Normalize {
  const matches = createPattern(fields['pattern']);
  const content = textField(fields, 'content');
  return (text) => {
    let out = '';
    let kept = 0;
    for (const [start, end] of matches(text)) {
      out += text.slice(kept, start) + content;
      kept = end;
    }
    return out + text.slice(kept);
  };
}

const CONTROL = new RegExp(`[${CONTROLS}]`, 'gv');
const MARKS = new RegExp(`[${NONSPACING_MARKS}]`, 'gv');
const SPACES = new RegExp(WHITESPACE, 'gu');
/** The blocks of CJK ideographs that BERT's own code lists. U+2B820 to U+2B91F were left out there by mistake. */
const CHINESE =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

function bertNormalizer(fields: Fields): Normalize {
  const lower = flagField(fields, 'lowercase', true);
  const clean = flagField(fields, 'clean_text', true);
  const chinese = flagField(fields, 'handle_chinese_chars', true);
  const accents = flagField(fields, 'strip_accents', lower);
  return (text) => {
    let value = text;
    if (clean) value = value.replace(CONTROL, '').replace(SPACES, ' ');
    if (chinese) value = value.replace(CHINESE, ' $& ');
    if (accents) value = value.normalize('NFD').replace(MARKS, '');
    return lower ? lowerCase(value) : value;
  };
}

const NMT_REMOVED = /[\u0001-\u0008\u000B\u000E-\u001F\u007F\u008F\u009F]/g;
const NMT_SPACES = /[\t\n\f\r\u1680\u200B-\u200F\u2028\u2029\u2581\uFEFF\uFFFD]/g;

function nmt(text: string): string {
  return text.replace(NMT_REMOVED, '').replace(NMT_SPACES, ' ');
}
