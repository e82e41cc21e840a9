import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { Intake, IntakeChoice } from '../../domain/corpus/read-plan.ts';
import { formatBytes } from '../../ui/format.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { PlanTotals } from './plan-words.ts';
import { passagesInWords, takenPassages, textBytes } from './plan-words.ts';

/** Beyond this a browser holds neither texts nor vectors, and a number field needs a bound. */
const MOST = 10_000_000;
const FIRST_GUESS = 10_000;
const BYTES_PER_NUMBER = 4;

/** How many of the passages are taken in, and what that costs. */
export function PlanIntake({ intake, totals }: { readonly intake: Intake; readonly totals: PlanTotals }) {
  const session = useSession();
  const { passages } = intake;
  const change = (next: IntakeChoice): void => {
    session.corpus.changeIntake({ ...intake, passages: next });
  };
  const n = 'n' in passages ? passages.n : Math.min(FIRST_GUESS, Math.max(1, totals.passages));
  const choose = (mode: IntakeChoice['mode']): void => {
    if (mode === 'all') change({ mode });
    else if (mode === 'first') change({ mode, n });
    else if (mode === 'range') change({ mode, from: 1, to: n });
    else change({ mode, n, seed: 1, perLanguage: totals.languages > 1 });
  };
  return (
    <div className="mt-4 space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          legend="Take in"
          value={passages.mode}
          onChange={choose}
          options={[
            { value: 'all', label: 'all' },
            { value: 'first', label: 'the first', title: 'In the order of the files' },
            { value: 'range', label: 'a range', title: 'Counted over all files, in their order' },
            {
              value: 'sample',
              label: 'a sample',
              title: 'Drawn without repetition; the same seed draws the same passages',
            },
          ]}
        />
        {'n' in passages && (
          <NumberField
            label={passages.mode === 'sample' && passages.perLanguage ? 'of each language' : 'how many'}
            value={passages.n}
            min={1}
            max={MOST}
            onChange={(value) => {
              change({ ...passages, n: value });
            }}
          />
        )}
        {passages.mode === 'range' && (
          <>
            <NumberField
              label="from passage"
              value={passages.from}
              min={1}
              max={passages.to}
              onChange={(from) => {
                change({ ...passages, from });
              }}
            />
            <NumberField
              label="to"
              value={passages.to}
              min={passages.from}
              max={MOST}
              onChange={(to) => {
                change({ ...passages, to });
              }}
            />
          </>
        )}
        {passages.mode === 'sample' && (
          <>
            <NumberField
              label="seed"
              value={passages.seed}
              min={0}
              max={999_999}
              onChange={(seed) => {
                change({ ...passages, seed });
              }}
            />
            <Box
              label="the same number of every language"
              checked={passages.perLanguage}
              onChange={(perLanguage) => {
                change({ ...passages, perLanguage });
              }}
            />
          </>
        )}
      </div>
      {passages.mode !== 'all' && (
        <Box
          label="Keep every passage that is relevant to a query, beside the choice"
          checked={intake.keepRelevant}
          onChange={(keepRelevant) => {
            session.corpus.changeIntake({ ...intake, keepRelevant });
          }}
        />
      )}
      <Cost intake={intake} totals={totals} />
    </div>
  );
}

function Box({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="flex min-h-7 items-center gap-2 text-sm">
      <input
        type="checkbox"
        checked={checked}
        onChange={() => {
          onChange(!checked);
        }}
        className="size-4 accent-(--action)"
      />
      {label}
    </label>
  );
}

/** Memory for the texts and for the vectors of each encoder that is open. */
function Cost({ intake, totals }: { readonly intake: Intake; readonly totals: PlanTotals }) {
  const arms = useSessionState((state) => state.arms);
  const taken = takenPassages(intake, totals);
  const vectors = arms.flatMap(({ letter, encoder }) =>
    encoder === null ? [] : [`${letter} ${formatBytes(taken * encoder.dimensions * BYTES_PER_NUMBER)}`],
  );
  return (
    <p className="text-sm text-soft tabular-nums" aria-live="polite">
      {passagesInWords(taken, totals.exact)} taken in: about {formatBytes(textBytes(totals, taken))} of text
      in memory
      {vectors.length > 0 && `, and vectors for each arm: ${vectors.join(', ')}`}.
      {intake.passages.mode !== 'all' && intake.keepRelevant && ' What is relevant to a query comes on top.'}
    </p>
  );
}
