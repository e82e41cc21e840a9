import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { knownQueriesQuery } from '../../client/react/queries.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import type { LanguageCode } from '../../domain/corpus/types.ts';
import { languageInfo } from '../../domain/text/languages.ts';
import type { PlanOutput } from '../../protocol/lab.ts';
import { Button } from '../../ui/button.tsx';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScaleLegend } from '../../ui/charts/scale-legend.tsx';
import { sequential } from '../../ui/charts/colours.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Failure } from './failure.tsx';
import { useDraft } from './lab-form.ts';
import { LanguageSelect } from './language-select.tsx';
import type { TokenPlan } from './plan-rows.ts';
import { planTable } from './plan-rows.ts';
import { TokenMap } from './token-map.tsx';
import { useBenchArms } from './use-bench.ts';
import { useTask } from './use-task.ts';

/** Parallel queries that are offered, at most: enough to leaf through. */
const OFFERED = 300;

interface Side {
  readonly lang: LanguageCode;
  readonly text: string;
}

type Plan = PlanOutput &
  TokenPlan & { readonly student: readonly string[]; readonly sides: readonly [Side, Side] };

/** How the tokens of a text are moved onto those of its translation: any two texts of a person's choice. */
export function PlanPanel() {
  const session = useSession();
  const [{ table }] = useViewState();
  const { chosen } = useBenchArms();
  const languages = useSessionState((state) => state.corpus.shard?.summary.languages) ?? [];
  const [{ teacher: teacherLanguage, epsilon, iterations }] = useDraft('transport');
  const codes = languages.map(({ lang }) => lang);
  const [student, setStudent] = useState<Side>({ lang: 'am', text: '' });
  const [teacherText, setTeacherText] = useState('');
  const studentSide: Side = { ...student, lang: known(student.lang, codes) };
  const teacher: Side = { lang: known(teacherLanguage, codes), text: teacherText };
  const task = useTask<Plan>();
  const ready = chosen !== null && studentSide.text.trim() !== '' && teacher.text.trim() !== '';
  const plan = task.result;
  const notes = [`ε = ${String(epsilon)}, ${String(iterations)} iterations.`];
  return (
    <Panel
      title="Transport plan"
      aside={
        plan !== null &&
        !table && (
          <ScaleLegend
            from="0"
            to="all of a token"
            middle=""
            colour={(fraction) => sequential(fraction).background}
          >
            <ExportMenu
              name="the plan"
              figure={{
                file: ['lab', 'transport-plan'],
                table: () => planTable(plan, 'Transport plan', notes),
              }}
            />
          </ScaleLegend>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p className="text-sm text-soft">
          Two texts that say the same, and where each token of the first goes in the second. They are taken as
          queries of {chosen === null ? 'the arm' : chosen.name}.
        </p>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
          <TextField
            label="Student’s text"
            side={studentSide}
            languages={codes}
            onText={(text) => {
              setStudent({ ...studentSide, text });
            }}
            onLanguage={(lang) => {
              setStudent({ lang, text: '' });
            }}
          />
          <TextField label="Teacher’s text" side={teacher} languages={null} onText={setTeacherText} />
        </div>
        <PairPicker
          student={studentSide.lang}
          teacher={teacher.lang}
          onPick={(from, to) => {
            setStudent({ ...studentSide, text: from });
            setTeacherText(to);
          }}
        />
        <div>
          <Button
            kind="primary"
            disabled={!ready || task.running}
            onClick={() => {
              if (chosen === null) return;
              task.start(async () => ({
                ...(await session.lab.plan(
                  chosen.letter,
                  { student: studentSide.text, teacher: teacher.text, side: 'query' },
                  { epsilon, iterations },
                )),
                sides: [studentSide, teacher],
              }));
            }}
          >
            Draw the plan
          </Button>
        </div>
        <Failure error={task.error} title="This plan could not be drawn" />
        {plan !== null && (
          <>
            <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm tabular-nums">
              <div className="flex gap-1.5">
                <dt className="text-faint">Cost</dt>
                <dd className="font-semibold">{plan.cost.toFixed(3)}</dd>
              </div>
              <div className="flex gap-1.5">
                <dt className="text-faint">Largest error of a row or column sum</dt>
                <dd className="font-semibold">{plan.error.toExponential(1)}</dd>
              </div>
            </dl>
            {table ? (
              <DataTable
                table={planTable(plan, 'Transport plan', notes)}
                name="the plan"
                file={['lab', 'transport-plan']}
              />
            ) : (
              <TokenMap
                plan={plan}
                studentLanguage={plan.sides[0].lang}
                teacherLanguage={plan.sides[1].lang}
              />
            )}
          </>
        )}
      </div>
    </Panel>
  );
}

function known(lang: LanguageCode, codes: readonly LanguageCode[]): LanguageCode {
  return codes.includes(lang) ? lang : (codes[0] ?? lang);
}

/** Leafs through the queries that both languages have. */
function PairPicker({
  student,
  teacher,
  onPick,
}: {
  readonly student: LanguageCode;
  readonly teacher: LanguageCode;
  readonly onPick: (student: string, teacher: string) => void;
}) {
  const session = useSession();
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? null);
  const [place, setPlace] = useState(-1);
  const ask = (lang: LanguageCode) =>
    knownQueriesQuery(session, hash, { languages: [lang], contains: '', limit: OFFERED });
  const { data: from = [] } = useQuery(ask(student));
  const { data: to = [] } = useQuery(ask(teacher));
  const pairs = from.flatMap(({ group, text }) => {
    const other = group === undefined ? undefined : to.find((query) => query.group === group);
    return other === undefined || student === teacher ? [] : [[text, other.text] as const];
  });
  if (pairs.length === 0) {
    return (
      <p className="text-xs text-faint">
        No queries in {student} and {teacher} belong together; type two texts instead.
      </p>
    );
  }
  const next = (place + 1) % pairs.length;
  return (
    <div className="flex flex-wrap items-center gap-2 text-xs text-faint">
      <Button
        small
        onClick={() => {
          const pair = pairs[next];
          setPlace(next);
          if (pair !== undefined) onPick(...pair);
        }}
      >
        {place < 0 ? 'Take a parallel question' : 'Take the next one'}
      </Button>
      {place >= 0 && `${String(place + 1)} of ${String(pairs.length)}`}
    </div>
  );
}

function TextField({
  label,
  side,
  languages,
  onText,
  onLanguage,
}: {
  readonly label: string;
  readonly side: Side;
  /** `null`: the language is chosen elsewhere. */
  readonly languages: readonly LanguageCode[] | null;
  readonly onText: (text: string) => void;
  readonly onLanguage?: (lang: LanguageCode) => void;
}) {
  const id = useId();
  return (
    <div className="text-sm">
      <div className="mb-1 flex min-h-7 items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {languages === null || onLanguage === undefined ? (
          <span className="text-faint">{side.lang}, as chosen above</span>
        ) : (
          <LanguageSelect label="in" value={side.lang} languages={languages} onChange={onLanguage} />
        )}
      </div>
      <textarea
        id={id}
        rows={2}
        lang={side.lang}
        dir={languageInfo(side.lang).direction}
        value={side.text}
        onChange={({ target }) => {
          onText(target.value);
        }}
        className="block w-full rounded-md border border-line bg-panel px-2 py-1 hover:border-line-strong"
      />
    </div>
  );
}
