import { countField, fieldsOf, listOf, textField, typeOf, unknownType } from './fields.ts';

/** Ids that stand around a single text. */
export interface Surroundings {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const NONE: Surroundings = { before: [], after: [] };
const KNOWN = ['BertProcessing', 'ByteLevel', 'RobertaProcessing', 'Sequence', 'TemplateProcessing'] as const;

/** What the `post_processor` of tokenizer.json puts around a text. @throws Error naming what cannot be read */
export function readSurroundings(config: unknown): Surroundings {
  if (config === null || config === undefined) return NONE;
  const fields = fieldsOf(config, 'its post-processor');
  const type = typeOf(fields, 'its post-processor');
  switch (type) {
    case 'ByteLevel':
      return NONE;
    case 'BertProcessing':
    case 'RobertaProcessing':
      return { before: [pairId(fields['cls'], 'cls')], after: [pairId(fields['sep'], 'sep')] };
    case 'Sequence':
      // A later one puts its tokens around what the one before it gave.
      return listOf(fields['processors'], 'the processors of a Sequence')
        .map(readSurroundings)
        .reduce(
          (inner, outer) => ({
            before: [...outer.before, ...inner.before],
            after: [...inner.after, ...outer.after],
          }),
          NONE,
        );
    case 'TemplateProcessing':
      return readTemplate(fields['single'], fields['special_tokens']);
    default:
      throw unknownType('post-processor', type, KNOWN);
  }
}

function readTemplate(template: unknown, specialTokens: unknown): Surroundings {
  const known = fieldsOf(specialTokens ?? {}, 'the special tokens of its template');
  const sides: [number[], number[]] = [[], []];
  let texts = 0;
  for (const entry of listOf(template, 'its template')) {
    const slot = fieldsOf(entry, 'a part of its template');
    if ('Sequence' in slot) {
      texts += 1;
      continue;
    }
    const name = textField(fieldsOf(slot['SpecialToken'], 'a part of its template'), 'id');
    const token = fieldsOf(known[name], `the special token ${name} of its template`);
    for (const id of listOf(token['ids'], `the ids of ${name}`)) {
      if (typeof id !== 'number') throw new Error(`an id of ${name} is not a number`);
      sides[texts === 0 ? 0 : 1].push(id);
    }
  }
  if (texts !== 1) throw new Error(`its template holds a single text ${texts} times`);
  return { before: sides[0], after: sides[1] };
}

/** `["[CLS]", 101]` */
function pairId(value: unknown, what: string): number {
  const [, id] = listOf(value, `its ${what} token`);
  return countField({ [what]: id }, what, -1);
}
