import { effectiveWeight } from '../../domain/augmentation/fuse.ts';
import type { FusionChoice } from '../../domain/augmentation/fusion-choice.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { formatPercent } from '../../ui/format.ts';
import { LanguagePicker } from '../../ui/language-picker.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Slider } from '../../ui/slider.tsx';

interface FusionControlsProps {
  readonly fusion: FusionChoice;
  readonly languages: readonly LanguageCode[];
  /** Fewest and most queries that a passage receives; `null` until an arm has said so. */
  readonly fused: { readonly min: number; readonly max: number } | null;
  readonly onChange: (fusion: FusionChoice) => void;
}

/** The most queries of one language that any slider offers; a passage with fewer takes what it has. */
export const MOST_PER_LANGUAGE = 5;
const MOST_ALPHA = { sum: 0.12, mean: 1 } as const;
const ALPHA_STEP = { sum: 0.0025, mean: 0.01 } as const;

export function FusionControls({ fusion, languages, fused, onChange }: FusionControlsProps) {
  const { alpha, mode, perLanguage } = fusion;
  return (
    <div className="grid gap-x-8 gap-y-4 rounded-lg border border-line bg-panel p-4 lg:grid-cols-[1fr_auto_1fr]">
      <Slider
        label="α, weight of a query"
        value={alpha}
        min={0}
        max={MOST_ALPHA[mode]}
        step={ALPHA_STEP[mode]}
        text={alpha.toFixed(mode === 'sum' ? 4 : 2)}
        onChange={(value) => {
          onChange({ ...fusion, alpha: value });
        }}
      />
      <div className="self-center text-center">
        {fused === null ? (
          <p className="text-sm text-faint">What the queries weigh is counted when an arm is ready.</p>
        ) : (
          <>
            <p className="text-sm text-soft" aria-live="polite">
              The queries weigh{' '}
              <strong className="text-lg text-ink tabular-nums">
                {formatPercent(effectiveWeight(mode, alpha, fused.max))}
              </strong>{' '}
              of the passage vector
            </p>
            <p
              className={
                fused.min === fused.max ? 'text-xs text-faint tabular-nums' : 'text-xs text-bad tabular-nums'
              }
            >
              {mWords(fused)}
            </p>
          </>
        )}
      </div>
      <Slider
        label="Queries for each language"
        value={perLanguage}
        min={0}
        max={MOST_PER_LANGUAGE}
        step={1}
        text={String(perLanguage)}
        onChange={(value) => {
          onChange({ ...fusion, perLanguage: value });
        }}
      />
      <div className="flex flex-wrap gap-x-8 gap-y-2 lg:col-span-3">
        <Segmented
          legend="Fusion"
          options={[
            { value: 'sum', label: 'sum, as the paper has it', title: '(1 − α)·p + α·Σ q' },
            { value: 'mean', label: 'mean', title: '(1 − α)·p + α·mean(q)' },
          ]}
          value={mode}
          onChange={(value) => {
            onChange({ ...fusion, mode: value, alpha: Math.min(alpha, MOST_ALPHA[value]) });
          }}
        />
        <Segmented
          legend="Vectors"
          options={[
            { value: 'raw', label: 'as they are', title: 'ranked by inner product, as the paper has it' },
            { value: 'unit', label: 'unit length', title: 'ranked by cosine' },
          ]}
          value={fusion.normalise ? 'unit' : 'raw'}
          onChange={(value) => {
            onChange({ ...fusion, normalise: value === 'unit' });
          }}
        />
      </div>
      <div className="lg:col-span-3">
        <LanguagePicker
          legend="Queries in"
          languages={languages.map((lang) => ({ lang }))}
          chosen={fusion.languages}
          onChange={(chosen) => {
            onChange({ ...fusion, languages: chosen });
          }}
        />
      </div>
    </div>
  );
}

function mWords({ min, max }: { readonly min: number; readonly max: number }): string {
  if (min === max) return `m = ${String(max)} queries for each passage`;
  return `m = ${String(min)} to ${String(max)} queries: passages are weighed unequally`;
}
