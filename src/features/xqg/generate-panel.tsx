import { useState } from 'react';
import { explainError } from '../../client/explain-error.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { GenerationState } from '../../client/session/session-state.ts';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import type { OpenGeneratorInput, GenerateOptions } from '../../protocol/generator.ts';
import type { GeneratorEntry } from '../../protocol/manifest.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton, folderName } from '../../ui/file-button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatBytes, formatCount, formatSeconds, plural } from '../../ui/format.ts';
import { LanguagePicker } from '../../ui/language-picker.tsx';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Progress } from '../../ui/progress.tsx';
import { TextInLanguage } from '../../ui/text-in-language.tsx';

type Source = OpenGeneratorInput['source'];

/** Writes queries for every passage of the shard, here in the browser. */
export function GeneratePanel({ languages }: { readonly languages: readonly LanguageCode[] }) {
  const session = useSession();
  const generators = useSessionState((state) => state.manifest?.generators) ?? [];
  const state = useSessionState(({ generation }) => generation);
  const [own, setOwn] = useState<Extract<Source, { kind: 'files' }> | null>(null);
  const [options, setOptions] = useState<GenerateOptions>({
    languages: [],
    perLanguage: 1,
    topK: 10,
    temperature: 1,
    seed: 1,
  });
  const shipped = generators[0];
  const source: Source | null =
    own ??
    (shipped === undefined
      ? null
      : {
          kind: 'shipped',
          generator: shipped,
          baseUrl: new URL(`models/${shipped.id}`, document.baseURI).href,
        });
  const offered = own === null && shipped !== undefined ? shipped.languages : languages;
  const chosen = options.languages.length === 0 ? offered : options.languages;
  const working = state.phase === 'opening' || state.phase === 'writing';
  const change = (part: Partial<GenerateOptions>): void => {
    setOptions({ ...options, ...part });
  };
  return (
    <div className="space-y-4 text-sm">
      <Chosen own={own} shipped={shipped} onOwn={setOwn} disabled={working} />
      <LanguagePicker
        legend="Write in"
        languages={offered.map((lang) => ({ lang }))}
        chosen={options.languages}
        onChange={(next) => {
          change({ languages: next });
        }}
      />
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <NumberField
          label="Queries for each language"
          value={options.perLanguage}
          min={1}
          max={20}
          onChange={(perLanguage) => {
            change({ perLanguage });
          }}
        />
        <NumberField
          label="Sample among the likeliest"
          value={options.topK}
          min={1}
          max={100}
          onChange={(topK) => {
            change({ topK });
          }}
        />
        <NumberField
          label="Seed"
          value={options.seed}
          min={0}
          max={1_000_000}
          onChange={(seed) => {
            change({ seed });
          }}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {working ? (
          <Button
            icon="pause"
            onClick={() => {
              session.generation.pause();
            }}
          >
            Pause
          </Button>
        ) : (
          <Button
            kind="primary"
            icon="play"
            disabled={source === null}
            onClick={() => {
              if (source !== null)
                void session.generation.start(source, { ...options, languages: [...chosen].sort() });
            }}
          >
            {state.phase === 'idle' ? 'Write queries' : 'Write with these settings'}
          </Button>
        )}
        {(state.phase === 'paused' || state.phase === 'failed') && state.options !== null && (
          <Button icon="play" onClick={() => void session.generation.resume()}>
            Go on where it stopped
          </Button>
        )}
      </div>
      <State state={state} />
    </div>
  );
}

function Chosen({
  own,
  shipped,
  onOwn,
  disabled,
}: {
  readonly own: Extract<Source, { kind: 'files' }> | null;
  readonly shipped: GeneratorEntry | undefined;
  readonly onOwn: (own: Extract<Source, { kind: 'files' }> | null) => void;
  readonly disabled: boolean;
}) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 max-w-prose">
        <p>
          <strong>{own?.name ?? shipped?.name ?? 'No generator ships with this build.'}</strong>
          {own === null && shipped !== undefined && (
            <span className="text-soft"> · {formatBytes(shipped.bytes)}</span>
          )}
        </p>
        {own === null && shipped !== undefined && <p className="text-soft">{shipped.summary}</p>}
        {own !== null && (
          <p className="text-soft">
            {plural(own.files.length, 'file')} of yours; nothing of them leaves this page.
          </p>
        )}
        {own === null && shipped !== undefined && (
          <Disclosure summary="How well it writes">
            <ul className="space-y-0.5">
              {shipped.measured.map(({ corpus, setting, measure, value, n }) => (
                <li key={`${corpus} ${setting} ${measure}`}>
                  {measure}, {setting}, {corpus}: <strong className="text-ink">{value.toFixed(3)}</strong> (n
                  = {formatCount(n)})
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
      <div className="flex gap-2">
        {own !== null && (
          <Button
            small
            kind="quiet"
            disabled={disabled}
            onClick={() => {
              onOwn(null);
            }}
          >
            Use the one that ships
          </Button>
        )}
        <FileButton
          small
          label="Generator folder"
          take="folder"
          disabled={disabled}
          onFiles={(files) => {
            onOwn({ kind: 'files', name: folderName(files, 'your generator'), files });
          }}
        >
          Use a folder of yours
        </FileButton>
      </div>
    </div>
  );
}

function State({ state }: { readonly state: GenerationState }) {
  const { phase, progress, opening, error } = state;
  if (phase === 'idle') return null;
  if (phase === 'opening') {
    return (
      <div className="max-w-md" role="status">
        <p className="mb-1.5 text-soft">
          {opening === null ? 'Opening the generator' : `Opening the generator: ${opening.file}`}
        </p>
        <Progress
          label="Opening the generator"
          value={
            opening === null || opening.step === 'session'
              ? null
              : opening.loaded / Math.max(1, opening.total)
          }
        />
      </div>
    );
  }
  return (
    <div className="space-y-3">
      {phase === 'failed' && error !== null && (
        <Notice tone="bad" title={explainError(error).title}>
          <p>{error.message}</p>
          <p>What was written before is kept and can be gone on with.</p>
        </Notice>
      )}
      {progress !== null && (
        <>
          <div className="max-w-md">
            <p className="mb-1.5 text-soft tabular-nums" aria-live="off">
              {formatCount(progress.done)} of {plural(progress.total, 'passage')},{' '}
              {plural(progress.written, 'query', 'queries')}
              {progress.dropped > 0 && `, ${formatCount(progress.dropped)} empty or repeated left out`}
              {phase === 'writing' &&
                Number.isFinite(progress.secondsLeft) &&
                ` · ${progress.perSecond.toFixed(1)} passages/s, ${formatSeconds(progress.secondsLeft)} left`}
              {phase === 'paused' && ' · paused; what is written is kept'}
              {phase === 'done' && ' · done'}
            </p>
            <Progress
              label="Writing queries"
              value={progress.total === 0 ? 1 : progress.done / progress.total}
            />
          </div>
          <ul aria-label="Written last" className="space-y-1">
            {progress.samples.map(({ lang, text, passage }, i) => (
              <li key={i} className="flex flex-wrap items-baseline gap-x-2">
                <LanguageTag lang={lang} />
                <TextInLanguage lang={lang}>{text}</TextInLanguage>
                <span className="flex items-baseline gap-1.5 text-xs text-faint">
                  for
                  <LanguageTag lang={passage.lang} />
                  <TextInLanguage lang={passage.lang} className="line-clamp-1 max-w-80">
                    {passage.title ?? passage.text}
                  </TextInLanguage>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
