import type { Recipe, Training } from '../../domain/lab/recipe.ts';
import { RECIPE_NAMES } from '../../domain/lab/recipe-names.ts';
import { plural } from '../../ui/format.ts';

/** A recipe in a few words, with what sets it apart from others of its kind: `batches α 0.5`. */
export function shortWords(recipe: Recipe): string {
  switch (recipe.kind) {
    case 'hybrid':
      return `batches α ${String(recipe.alpha)}${languageWords(recipe.languages)}`;
    case 'align':
      return `${recipe.on} aligned, α ${String(recipe.alpha)}${languageWords(recipe.languages)}`;
    case 'distil':
      return `distilled from ${recipe.teacher}`;
    case 'transport':
      return `transport from ${recipe.teacher}`;
    case 'self-train':
      return `${recipe.label === 'top' ? 'self-trained' : 'mined'}, ${plural(recipe.rounds, 'round')}`;
    case 'centre':
      return 'centred';
    case 'subspace':
      return `without ${plural(recipe.components, 'direction')}`;
    case 'shift':
      return `shifted to ${recipe.pivot}`;
    case 'whiten':
      return 'whitened';
  }
}

/** Every setting that matters, in a line. */
export function fullWords(recipe: Recipe): string {
  const own = settings(recipe);
  const parts = [
    RECIPE_NAMES[recipe.kind],
    ...own,
    ...('training' in recipe ? trainingWords(recipe.training) : []),
  ];
  return parts.join(' · ');
}

const LONGEST_NAME = 120;

/** What a new arm is called unless the person says otherwise. */
export function suggestName(base: string, recipe: Recipe): string {
  return `${base} + ${shortWords(recipe)}`.slice(0, LONGEST_NAME);
}

function settings(recipe: Recipe): string[] {
  switch (recipe.kind) {
    case 'hybrid':
      return [`α ${String(recipe.alpha)}`, languagesOrAll(recipe.languages)];
    case 'align':
      return [
        `${plural(recipe.alignEpochs, 'pass', 'passes')} over parallel ${recipe.on}`,
        `α ${String(recipe.alpha)}`,
        languagesOrAll(recipe.languages),
      ];
    case 'distil':
      return [
        `teacher ${recipe.teacher}`,
        `softening ${String(recipe.softening)}`,
        `scale ${String(recipe.scale)}`,
        `squared term × ${String(recipe.squaredWeight)}`,
      ];
    case 'transport':
      return [
        `teacher ${recipe.teacher}`,
        `ε ${String(recipe.epsilon)}`,
        plural(recipe.iterations, 'iteration'),
        plural(recipe.pairs, 'pair'),
      ];
    case 'self-train':
      return [
        recipe.label === 'top'
          ? 'labels: the best passage'
          : `labels: a passage with an answer among the first ${String(recipe.depth)}`,
        plural(recipe.rounds, 'round'),
        `cosine of ${String(recipe.threshold)} or more`,
      ];
    case 'centre':
      return [];
    case 'subspace':
      return [plural(recipe.components, 'direction')];
    case 'shift':
      return [`pivot ${recipe.pivot}`];
    case 'whiten':
      return [`shrinkage ${String(recipe.shrinkage)}`];
  }
}

/** The settings that all trained recipes share. */
export function trainingWords({
  shape,
  epochs,
  batchSize,
  learningRate,
  weightDecay,
  temperature,
}: Training): string[] {
  const shapes = {
    full: 'full matrix',
    'low-rank': `rank ${shape.kind === 'low-rank' ? String(shape.rank) : ''}`,
    hidden: `${shape.kind === 'hidden' ? String(shape.width) : ''} hidden units`,
  };
  return [
    shapes[shape.kind],
    plural(epochs, 'epoch'),
    `batch ${String(batchSize)}`,
    `learning rate ${String(learningRate)}`,
    `weight decay ${String(weightDecay)}`,
    `temperature ${String(temperature)}`,
  ];
}

export function languagesOrAll(languages: readonly string[]): string {
  return languages.length === 0 ? 'all languages' : languages.join(', ');
}

function languageWords(languages: readonly string[]): string {
  return languages.length === 0 ? '' : ` in ${languages.join(', ')}`;
}
