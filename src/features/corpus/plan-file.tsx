import { useState } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import type { FilePlan, LanguagePlan } from '../../domain/corpus/read-plan.ts';
import type { CorpusFormat } from '../../domain/corpus/types.ts';
import type { FileInspection } from '../../protocol/inspection.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Select } from '../../ui/select.tsx';
import { FORMAT_NAMES } from './format-names.ts';
import { PlanColumns } from './plan-columns.tsx';
import { PlanLanguage } from './plan-language.tsx';
import { PlanSplitting } from './plan-splitting.tsx';
import { passagesInWords, roundly, speaks } from './plan-words.ts';
import { SampleRows } from './sample-rows.tsx';

interface PlanFileProps {
  readonly seen: FileInspection;
  readonly plan: FilePlan | null;
  readonly without: boolean;
  /** It is being looked at again. */
  readonly busy: boolean;
  /** Its particulars are shown from the start. */
  readonly open: boolean;
  /** Gives all files the language of this one; `null` where it is the only one. */
  readonly onDeclareAll: ((language: LanguagePlan) => void) | null;
}

/** One file of the plan: what it is read as and why, and everything about it that a person may know better. */
export function PlanFile({ seen, plan, without, busy, open, onDeclareAll }: PlanFileProps) {
  const session = useSession();
  const [shown, setShown] = useState(open);
  const { file, bytes, because, refusal, languages } = seen;
  const change = (next: FilePlan): void => {
    void session.corpus.replan(file, next);
  };
  return (
    <section aria-label={file} className="py-3">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1.5">
        <h3
          className={classNames(
            'min-w-0 font-semibold [overflow-wrap:anywhere]',
            without && 'text-faint line-through',
          )}
        >
          {file}
        </h3>
        <span className="text-sm text-faint tabular-nums">
          {formatBytes(bytes)}
          {plan !== null && !without && ` · ${rowsInWords(seen)}`}
        </span>
        <span className="ml-auto flex items-center gap-1.5">
          {plan !== null && !without && (
            <Button
              kind="quiet"
              small
              aria-expanded={shown}
              onClick={() => {
                setShown(!shown);
              }}
            >
              {shown ? 'Fewer particulars' : 'Particulars'}
            </Button>
          )}
          {plan !== null && (
            <Button
              kind="quiet"
              small
              onClick={() => {
                session.corpus.leaveOut(file, !without);
              }}
            >
              {without ? 'Read it too' : 'Leave it out'}
            </Button>
          )}
        </span>
      </div>
      {plan === null || refusal !== null ? (
        <p className="mt-1 flex items-start gap-2 text-sm">
          <Icon name="warning" className="mt-0.5 text-bad" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {plan === null && 'Not read. '}
            {refusal}
          </span>
        </p>
      ) : null}
      {plan !== null && !without && (
        <>
          <div className="mt-2 flex flex-wrap items-baseline gap-x-5 gap-y-2">
            <FormatSelect seen={seen} plan={plan} onChange={change} />
            {speaks(plan) && (
              <PlanLanguage
                plan={plan.language}
                languages={languages}
                onChange={(language) => {
                  change({ ...plan, language });
                }}
              />
            )}
            {onDeclareAll !== null && plan.language.mode === 'declared' && (
              <Button
                kind="quiet"
                small
                onClick={() => {
                  onDeclareAll(plan.language);
                }}
              >
                Use it for all files
              </Button>
            )}
            {plan.splitting !== null && (
              <PlanSplitting
                splitting={plan.splitting}
                passages={passagesInWords(seen.rows.passages, seen.rows.exact)}
                onChange={(splitting) => {
                  change({ ...plan, splitting });
                }}
              />
            )}
          </div>
          <p className="mt-1.5 flex flex-wrap items-baseline gap-x-3 text-sm text-faint">
            <span>Recognised by {because}.</span>
            {languages.length > 0 && (
              <span className="flex flex-wrap items-baseline gap-x-2">
                {plan.language.mode === 'detect' ? 'Detected in the beginning:' : 'Languages:'}
                {languages.slice(0, SHOWN_LANGUAGES).map((lang) => (
                  <LanguageTag key={lang} lang={lang} own />
                ))}
                {languages.length > SHOWN_LANGUAGES &&
                  `and ${formatCount(languages.length - SHOWN_LANGUAGES)} more`}
              </span>
            )}
          </p>
          {shown && (
            <div
              className={classNames('mt-3 space-y-3 transition-opacity', busy && 'opacity-55')}
              aria-busy={busy}
            >
              {seen.table !== null && plan.columns !== null && (
                <PlanColumns
                  table={seen.table}
                  columns={plan.columns}
                  onChange={(columns) => {
                    change({ ...plan, columns });
                  }}
                />
              )}
              <SampleRows rows={seen.sample} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

const SHOWN_LANGUAGES = 6;

function FormatSelect({
  seen: { alternatives },
  plan,
  onChange,
}: {
  readonly seen: FileInspection;
  readonly plan: FilePlan;
  readonly onChange: (plan: FilePlan) => void;
}) {
  if (alternatives.length === 0) {
    return (
      <p className="text-sm">
        <span className="text-faint">Read as</span>{' '}
        <strong className="font-medium">{FORMAT_NAMES[plan.format]}</strong>
      </p>
    );
  }
  const formats = [...new Set([plan.format, ...alternatives])];
  return (
    <Select
      label="Read as"
      value={plan.format}
      options={formats.map((format) => ({ value: format, label: FORMAT_NAMES[format] }))}
      onChange={(format) => {
        onChange({ ...plan, format: format as CorpusFormat });
      }}
    />
  );
}

function rowsInWords({ rows: { count, passages, exact } }: FileInspection): string {
  if (passages === count && passages > 0) return passagesInWords(passages, exact);
  const rows = exact ? plural(count, 'row') : `about ${roundly(count)} rows`;
  return passages === 0 ? rows : `${rows}, ${passagesInWords(passages, exact)}`;
}
