import type { Shape, TrainedRecipe, Training } from '../../domain/lab/recipe.ts';
import { DecimalField } from '../../ui/decimal-field.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useDraft } from './lab-form.ts';

const SHAPES: Readonly<Record<Shape['kind'], Shape>> = {
  full: { kind: 'full' },
  'low-rank': { kind: 'low-rank', rank: 16 },
  hidden: { kind: 'hidden', width: 128 },
};

const SHAPE_WORDS: Readonly<Record<Shape['kind'], string>> = {
  full: 'y = W·x, one matrix that starts as the identity',
  'low-rank': 'y = x + U·D·x, which can change few directions only',
  hidden: 'y = x + O·tanh(I·x + b), one hidden layer beside the identity',
};

/** What all trained recipes share. */
export function TrainingSettings({ kind }: { readonly kind: TrainedRecipe['kind'] }) {
  const [draft, changeDraft] = useDraft(kind);
  const { training } = draft;
  const { shape } = training;
  const change = (part: Partial<Training>): void => {
    changeDraft({ training: part });
  };
  return (
    <Disclosure summary="Settings of the training">
      <div className="space-y-3">
        <div>
          <Segmented
            legend="Adapter"
            options={[
              { value: 'full', label: 'full' },
              { value: 'low-rank', label: 'low rank' },
              { value: 'hidden', label: 'hidden layer' },
            ]}
            value={shape.kind}
            onChange={(value) => {
              change({ shape: SHAPES[value] });
            }}
          />
          <p className="mt-1 text-xs text-faint">{SHAPE_WORDS[shape.kind]}</p>
        </div>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {shape.kind === 'low-rank' && (
            <NumberField
              label="Rank"
              value={shape.rank}
              min={1}
              max={1024}
              onChange={(rank) => {
                change({ shape: { kind: 'low-rank', rank } });
              }}
            />
          )}
          {shape.kind === 'hidden' && (
            <NumberField
              label="Hidden units"
              value={shape.width}
              min={1}
              max={1024}
              onChange={(width) => {
                change({ shape: { kind: 'hidden', width } });
              }}
            />
          )}
          <NumberField
            label="Epochs"
            value={training.epochs}
            min={1}
            max={200}
            onChange={(epochs) => {
              change({ epochs });
            }}
          />
          <NumberField
            label="Batch size"
            value={training.batchSize}
            min={2}
            max={1000}
            onChange={(batchSize) => {
              change({ batchSize });
            }}
          />
          <DecimalField
            label="Learning rate"
            value={training.learningRate}
            min={0.000_001}
            max={10}
            onChange={(learningRate) => {
              change({ learningRate });
            }}
          />
          <DecimalField
            label="Weight decay"
            hint="towards the start"
            value={training.weightDecay}
            min={0}
            max={10}
            onChange={(weightDecay) => {
              change({ weightDecay });
            }}
          />
          <DecimalField
            label="Temperature τ"
            value={training.temperature}
            min={0.001}
            max={10}
            onChange={(temperature) => {
              change({ temperature });
            }}
          />
        </div>
      </div>
    </Disclosure>
  );
}
