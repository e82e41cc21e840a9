import type { Recipe, RecipeKind, Shape } from '../domain/lab/recipe.ts';
import { defaultRecipe } from '../domain/lab/default-recipes.ts';
import { recipeSchema } from '../protocol/lab-arm.ts';
import type { Arguments, Flag } from './arguments.ts';
import { UsageError } from './usage.ts';

const TRAINING: readonly Flag[] = [
  ...(['epochs', 'batch-size', 'learning-rate', 'weight-decay', 'temperature', 'shape'] as const),
];
const BATCHES: readonly Flag[] = ['alpha', 'training-languages'];

/** Which flags each recipe takes. */
const FLAGS_OF: Readonly<Record<RecipeKind, readonly Flag[]>> = {
  hybrid: [...BATCHES, ...TRAINING],
  align: ['on', 'align-epochs', ...BATCHES, ...TRAINING],
  distil: ['teacher', 'softening', 'scale', 'squared-weight', ...TRAINING],
  transport: ['teacher', 'epsilon', 'iterations', 'pairs', ...TRAINING],
  'self-train': ['label', 'rounds', 'depth', 'threshold', ...TRAINING],
  centre: [],
  subspace: ['components'],
  shift: ['pivot'],
  whiten: ['shrinkage'],
};
const KINDS = Object.keys(FLAGS_OF) as readonly RecipeKind[];

/** Settings that are words, or lists of them; all others are numbers. */
const WORDS: ReadonlySet<Flag> = new Set(['on', 'teacher', 'label', 'pivot']);
/** Flags that are named otherwise in a recipe than in camel case. */
const NAMES: Partial<Record<Flag, string>> = { 'training-languages': 'languages' };

export const RECIPE_FLAGS: readonly Flag[] = ['recipe', ...new Set(Object.values(FLAGS_OF).flat())];

/**
 * The recipe that the flags ask for; what they leave open is as the Lab's controls have it.
 * @throws UsageError on a flag that the recipe does not take, or a value out of its range
 */
export function recipeOf(
  args: Arguments,
  fixed?: { readonly kind: RecipeKind; readonly but: readonly Flag[] },
): Recipe {
  const kind = fixed?.kind ?? kindOf(args.required('recipe'));
  const taken = FLAGS_OF[kind];
  const foreign = RECIPE_FLAGS.find(
    (flag) => flag !== 'recipe' && !taken.includes(flag) && args.one(flag) !== undefined,
  );
  if (foreign !== undefined) throw new UsageError(`The recipe ${kind} does not take --${foreign}.`);
  const usual = defaultRecipe(kind);
  const given = (flags: readonly Flag[]): Record<string, unknown> =>
    Object.fromEntries(
      flags
        .filter((flag) => args.one(flag) !== undefined && fixed?.but.includes(flag) !== true)
        .map((flag) => [nameOf(flag), valueOf(args, flag)]),
    );
  const own = given(taken.filter((flag) => !TRAINING.includes(flag)));
  const made = {
    ...usual,
    ...own,
    ...('training' in usual ? { training: { ...usual.training, ...given(TRAINING) } } : {}),
  };
  const parsed = recipeSchema.safeParse(made);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path.filter((part) => part !== 'training')[0] ?? '');
  const flag = taken.find((candidate) => nameOf(candidate) === field);
  throw new UsageError(`--${flag ?? field}: ${issue?.message ?? 'this cannot be a setting'}.`);
}

function kindOf(name: string): RecipeKind {
  const kind = KINDS.find((candidate) => candidate === name);
  if (kind === undefined) throw new UsageError(`--recipe is one of ${KINDS.join(', ')}, not "${name}".`);
  return kind;
}

function nameOf(flag: Flag): string {
  return NAMES[flag] ?? flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function valueOf(args: Arguments, flag: Flag): unknown {
  if (flag === 'shape') return shapeOf(args.one(flag) ?? '');
  if (flag === 'training-languages') return args.languages(flag);
  if (WORDS.has(flag)) return args.one(flag);
  const text = args.one(flag) ?? '';
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) {
    throw new UsageError(`--${flag} must be a number, not "${text}".`);
  }
  return value;
}

function shapeOf(text: string): Shape {
  const [kind, size] = text.split(':');
  if (kind === 'full' && size === undefined) return { kind };
  if (kind === 'low-rank' && size !== undefined) return { kind, rank: Number(size) };
  if (kind === 'hidden' && size !== undefined) return { kind, width: Number(size) };
  throw new UsageError(`--shape is full, low-rank:R or hidden:H, not "${text}".`);
}
