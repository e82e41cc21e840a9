import type { EncoderSettings, Pooling } from '../../../protocol/encoder.ts';
import { POOLINGS } from '../../../protocol/encoder.ts';
import { formatCount } from '../../../ui/format.ts';
import { NumberField } from '../../../ui/number-field.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { FoundFrom } from './found-from.ts';

export const POOLING_WORDS: Readonly<Record<Pooling, string>> = {
  mean: 'mean of all tokens',
  cls: 'first token (CLS)',
  last: 'last token',
  output: 'the graph’s own sentence output',
};

/** What is known of the model that bounds the choice. */
export interface SettingsLimits {
  readonly maxTokens: number | null;
  readonly dimensions: number | null;
  /** Lengths that its vectors are made to be cut to. */
  readonly matryoshka: readonly number[];
}

const MOST_TOKENS = 32_768;
const MOST_DIMENSIONS = 16_384;

/** Every setting with where it was found; each can be changed, and is part of what the encoder is. */
export function SettingsFields({
  settings,
  from,
  limits,
  onChange,
}: {
  readonly settings: EncoderSettings;
  readonly from: FoundFrom;
  readonly limits: SettingsLimits;
  readonly onChange: (settings: EncoderSettings) => void;
}) {
  const set = (change: Partial<EncoderSettings>): void => {
    onChange({ ...settings, ...change });
  };
  return (
    <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
      <Setting from={from.pooling}>
        <Select
          label="Pooling"
          value={settings.pooling}
          options={POOLINGS.map((pooling) => ({ value: pooling, label: POOLING_WORDS[pooling] }))}
          onChange={(value) => {
            set({ pooling: POOLINGS.find((pooling) => pooling === value) ?? settings.pooling });
          }}
        />
      </Setting>
      <Setting from={from.normalize}>
        <label className="flex min-h-7 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={settings.normalize}
            onChange={({ target }) => {
              set({ normalize: target.checked });
            }}
            className="size-4 accent-(--action)"
          />
          Scale vectors to length 1
        </label>
      </Setting>
      <Setting from={from.maxTokens}>
        <NumberField
          label="Longest input, in tokens"
          value={settings.maxTokens}
          min={1}
          max={limits.maxTokens ?? MOST_TOKENS}
          onChange={(maxTokens) => {
            set({ maxTokens });
          }}
        />
      </Setting>
      <Setting from={from.dimensions}>
        <Dimensions settings={settings} limits={limits} onChange={set} />
      </Setting>
      <Setting from={from.prefixes}>
        <TextField
          label="Before every query"
          value={settings.prefixes.query}
          hint={spaceWords(settings.prefixes.query)}
          onChange={(query) => {
            set({ prefixes: { ...settings.prefixes, query } });
          }}
        />
      </Setting>
      <Setting from={null}>
        <TextField
          label="Before every passage"
          value={settings.prefixes.passage}
          hint={spaceWords(settings.prefixes.passage)}
          onChange={(passage) => {
            set({ prefixes: { ...settings.prefixes, passage } });
          }}
        />
      </Setting>
    </div>
  );
}

function Setting({ from, children }: { readonly from: string | null; readonly children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <div>{children}</div>
      {from !== null && <p className="mt-0.5 text-xs text-faint [overflow-wrap:anywhere]">{from}</p>}
    </div>
  );
}

/** A space at the end of a prefix decides vectors and cannot be seen. */
function spaceWords(prefix: string): string {
  if (prefix === '') return 'nothing';
  return /\s$/.test(prefix) ? 'ends with a space' : 'ends without a space';
}

const OTHER = 'other';

function Dimensions({
  settings,
  limits,
  onChange,
}: {
  readonly settings: EncoderSettings;
  readonly limits: SettingsLimits;
  readonly onChange: (change: Pick<EncoderSettings, 'dimensions'>) => void;
}) {
  const { dimensions } = settings;
  const cuts = limits.matryoshka.filter((cut) => cut !== limits.dimensions);
  const all = limits.dimensions === null ? 'all' : `all ${formatCount(limits.dimensions)}`;
  const isOther = dimensions !== null && !cuts.includes(dimensions);
  const half = Math.max(1, Math.floor((limits.dimensions ?? 512) / 2));
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Select
        label="Numbers of each vector"
        value={dimensions === null ? '' : isOther ? OTHER : String(dimensions)}
        options={[
          { value: '', label: all },
          ...cuts.map((cut) => ({ value: String(cut), label: `the first ${formatCount(cut)}` })),
          { value: OTHER, label: 'another number' },
        ]}
        onChange={(value) => {
          onChange({ dimensions: value === '' ? null : value === OTHER ? half : Number(value) });
        }}
      />
      {isOther && (
        <NumberField
          label="the first"
          value={dimensions}
          min={1}
          max={limits.dimensions === null ? MOST_DIMENSIONS : Math.max(1, limits.dimensions - 1)}
          onChange={(next) => {
            onChange({ dimensions: next });
          }}
        />
      )}
      {isOther && cuts.length === 0 && (
        <p className="basis-full text-xs text-faint">
          Nothing in its files says that this model was trained to have its vectors cut.
        </p>
      )}
    </div>
  );
}
