import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { TrainedRecipe } from '../../domain/lab/recipe.ts';
import { DecimalField } from '../../ui/decimal-field.tsx';
import { LanguagePicker } from '../../ui/language-picker.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Slider } from '../../ui/slider.tsx';
import type { ControlKind } from './draft-recipes.ts';
import { LanguageSelect } from './language-select.tsx';
import { useDraft, useLabForm } from './lab-form.ts';

interface ShardProps {
  readonly languages: readonly LanguageCode[];
  readonly answers: boolean;
}

/** The settings that are a trained recipe's own. */
export function OwnSettings({
  kind,
  languages,
  answers,
}: ShardProps & { readonly kind: TrainedRecipe['kind'] }) {
  switch (kind) {
    case 'hybrid':
      return <HybridSettings languages={languages} />;
    case 'align':
      return <AlignSettings languages={languages} />;
    case 'distil':
      return <DistilSettings languages={languages} />;
    case 'transport':
      return <TransportSettings languages={languages} />;
    case 'self-train':
      return <SelfTrainSettings answers={answers} />;
  }
}

function AlphaSlider({
  alpha,
  onChange,
}: {
  readonly alpha: number;
  readonly onChange: (alpha: number) => void;
}) {
  return (
    <div>
      <Slider
        label="α, share of monolingual batches"
        value={alpha}
        min={0}
        max={1}
        step={0.05}
        text={alpha.toFixed(2)}
        onChange={onChange}
      />
      <p aria-hidden="true" className="flex justify-between text-xs text-faint">
        <span>0, all across languages</span>
        <span>1, all in one</span>
      </p>
    </div>
  );
}

function HybridSettings({ languages }: Pick<ShardProps, 'languages'>) {
  const [{ alpha, languages: chosen }, change] = useDraft('hybrid');
  return (
    <>
      <AlphaSlider
        alpha={alpha}
        onChange={(next) => {
          change({ alpha: next });
        }}
      />
      <LanguagePicker
        legend="Train on"
        languages={languages.map((lang) => ({ lang }))}
        chosen={chosen}
        onChange={(next) => {
          change({ languages: next });
        }}
      />
    </>
  );
}

function AlignSettings({ languages }: Pick<ShardProps, 'languages'>) {
  const [{ on, alignEpochs, alpha, languages: chosen }, change] = useDraft('align');
  const compare = useLabForm((form) => form.compare);
  const setForm = useLabForm((form) => form.change);
  return (
    <>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Segmented
          legend="Align"
          options={[
            { value: 'queries', label: 'parallel queries' },
            { value: 'passages', label: 'parallel passages' },
          ]}
          value={on}
          onChange={(value) => {
            change({ on: value });
          }}
        />
        <NumberField
          label="Passes over them"
          value={alignEpochs}
          min={1}
          max={200}
          onChange={(value) => {
            change({ alignEpochs: value });
          }}
        />
      </div>
      <AlphaSlider
        alpha={alpha}
        onChange={(next) => {
          change({ alpha: next });
        }}
      />
      <LanguagePicker
        legend="Train on"
        languages={languages.map((lang) => ({ lang }))}
        chosen={chosen}
        onChange={(next) => {
          change({ languages: next });
        }}
      />
      <label className="flex min-h-7 items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={compare}
          onChange={() => {
            setForm({ compare: !compare });
          }}
          className="size-3.5 accent-(--action)"
        />
        Also without alignment, to compare
      </label>
    </>
  );
}

function DistilSettings({ languages }: Pick<ShardProps, 'languages'>) {
  const [{ teacher, softening, scale, squaredWeight }, change] = useDraft('distil');
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <LanguageSelect
        label="Teacher"
        value={teacher}
        languages={languages}
        onChange={(value) => {
          change({ teacher: value });
        }}
      />
      <DecimalField
        label="Softening T"
        hint="the paper’s: 2"
        value={softening}
        min={0.01}
        max={100}
        onChange={(value) => {
          change({ softening: value });
        }}
      />
      <DecimalField
        label="Scale c"
        value={scale}
        min={0.01}
        max={1000}
        onChange={(value) => {
          change({ scale: value });
        }}
      />
      <DecimalField
        label="Weight λ of the squared term"
        value={squaredWeight}
        min={0}
        max={1000}
        onChange={(value) => {
          change({ squaredWeight: value });
        }}
      />
    </div>
  );
}

function TransportSettings({ languages }: Pick<ShardProps, 'languages'>) {
  const [{ teacher, epsilon, iterations, pairs }, change] = useDraft('transport');
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <LanguageSelect
        label="Teacher"
        value={teacher}
        languages={languages}
        onChange={(value) => {
          change({ teacher: value });
        }}
      />
      <DecimalField
        label="ε, blur of the plan"
        value={epsilon}
        min={0.001}
        max={10}
        onChange={(value) => {
          change({ epsilon: value });
        }}
      />
      <NumberField
        label="Iterations"
        value={iterations}
        min={1}
        max={1000}
        onChange={(value) => {
          change({ iterations: value });
        }}
      />
      <NumberField
        label="Parallel pairs"
        value={pairs}
        min={1}
        max={20_000}
        onChange={(value) => {
          change({ pairs: value });
        }}
      />
    </div>
  );
}

function SelfTrainSettings({ answers }: Pick<ShardProps, 'answers'>) {
  const [{ label, rounds, depth, threshold }, change] = useDraft('self-train');
  const mining = label === 'answer' && answers;
  return (
    <>
      <div>
        <Segmented
          legend="Label"
          options={[
            { value: 'top', label: 'best passage' },
            { value: 'answer', label: 'passage with an answer', disabled: !answers },
          ]}
          value={mining ? 'answer' : 'top'}
          onChange={(value) => {
            change({ label: value, depth: value === 'top' ? 1 : 20 });
          }}
        />
        {!answers && (
          <p className="mt-1 text-xs text-faint">
            The questions of this shard carry no answers, so there is nothing to mine by.
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <NumberField
          label="Rounds"
          value={rounds}
          min={1}
          max={10}
          onChange={(value) => {
            change({ rounds: value });
          }}
        />
        {mining && (
          <NumberField
            label="Passages of each language looked at"
            value={depth}
            min={1}
            max={100}
            onChange={(value) => {
              change({ depth: value });
            }}
          />
        )}
      </div>
      <Slider
        label="θ, lowest cosine of a label"
        value={threshold}
        min={0}
        max={1}
        step={0.05}
        text={threshold.toFixed(2)}
        onChange={(value) => {
          change({ threshold: value });
        }}
      />
    </>
  );
}

/** Which control, and its one setting. */
export function ControlSettings({ languages }: Pick<ShardProps, 'languages'>) {
  const control = useLabForm((form) => form.control);
  const setForm = useLabForm((form) => form.change);
  const [{ components }, changeSubspace] = useDraft('subspace');
  const [{ pivot }, changeShift] = useDraft('shift');
  const [{ shrinkage }, changeWhiten] = useDraft('whiten');
  const options: readonly { value: ControlKind; label: string }[] = [
    { value: 'centre', label: 'centre' },
    { value: 'subspace', label: 'subspace' },
    { value: 'shift', label: 'shift' },
    { value: 'whiten', label: 'whiten' },
  ];
  return (
    <>
      <Segmented
        legend="Control"
        options={options}
        value={control}
        onChange={(value) => {
          setForm({ control: value });
        }}
      />
      {control === 'subspace' && (
        <NumberField
          label="Directions of each language"
          value={components}
          min={1}
          max={256}
          onChange={(value) => {
            changeSubspace({ components: value });
          }}
        />
      )}
      {control === 'shift' && (
        <LanguageSelect
          label="Pivot"
          value={pivot}
          languages={languages}
          onChange={(value) => {
            changeShift({ pivot: value });
          }}
        />
      )}
      {control === 'whiten' && (
        <Slider
          label="Shrinkage"
          value={shrinkage}
          min={0}
          max={1}
          step={0.05}
          text={shrinkage.toFixed(2)}
          onChange={(value) => {
            changeWhiten({ shrinkage: value });
          }}
        />
      )}
    </>
  );
}
