import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import type { Setting } from '../../domain/metrics/figures.ts';
import type { AnswersOutput, EvaluateProgress } from '../../protocol/arm.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatCount, formatSeconds, plural } from '../../ui/format.ts';
import { LanguageTag } from '../../ui/language-tag.tsx';
import { Panel } from '../../ui/panel.tsx';
import { orderLanguages } from '../../ui/order-languages.ts';

/** Whether the answers stand in what is retrieved: for corpora whose queries carry answers, when asked for. */
export function AnswersPanel({ setting, k }: { readonly setting: Setting; readonly k: number }) {
  const session = useSession();
  const arms = useSessionState((state) => state.arms).filter(({ phase }) => phase.kind === 'indexed');
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const [asked, setAsked] = useState(false);
  const [punkt, setPunkt] = useState<{ readonly name: string; readonly value: unknown } | null>(null);
  const [progress, setProgress] = useState<Readonly<Record<string, EvaluateProgress>>>({});
  const pool = setting === 'mono' ? 'mono' : 'multi';
  const input = { setting: pool, k, fusion: null, punkt: punkt?.value ?? null } as const;
  const results = useQueries({
    queries: arms.map((arm) => ({
      queryKey: ['answers', arm.uid, arm.generation, hash, pool, k, punkt?.name ?? null],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        session.answers(arm.letter, input, {
          signal,
          onProgress: (next) => {
            setProgress((known) => ({ ...known, [arm.letter]: next }));
          },
        }),
      enabled: asked,
      staleTime: Infinity,
      retry: false,
    })),
  });
  if (arms.length === 0) return null;
  const found = results.flatMap(({ data }, i) => {
    const arm = arms[i];
    return data === undefined || arm === undefined ? [] : [{ arm, output: data }];
  });
  const failed = results.find(({ error }) => error !== null)?.error ?? null;
  const running = arms.filter((_, i) => results[i]?.isFetching === true);
  return (
    <Panel
      title="Answers in what is retrieved"
      className="mt-4"
      aside={<PunktChoice name={punkt?.name ?? null} onChange={setPunkt} />}
    >
      {!asked && (
        <Button
          onClick={() => {
            setAsked(true);
          }}
        >
          Look for the answers
        </Button>
      )}
      {running.map((arm) => (
        <p key={arm.letter} className="text-sm text-soft tabular-nums" role="status">
          Arm {arm.letter}: {progressWords(progress[arm.letter])}
        </p>
      ))}
      {failed !== null && <p className="text-sm text-bad">{failed.message}</p>}
      {found.length > 0 && <Figures found={found} pool={pool} />}
    </Panel>
  );
}

function progressWords(progress: EvaluateProgress | undefined): string {
  if (progress === undefined) return 'reading what it retrieves';
  return `${formatCount(progress.done)} of ${plural(progress.total, 'question')}, ${formatSeconds(progress.secondsLeft)} left`;
}

function Figures({
  found,
  pool,
}: {
  readonly found: readonly { readonly arm: ArmState; readonly output: AnswersOutput }[];
  readonly pool: 'mono' | 'multi';
}) {
  const first = found[0]?.output;
  if (first === undefined) return null;
  if (first.questions === 0)
    return <p className="text-sm text-soft">No query of this shard carries an answer.</p>;
  const measures = [...new Set(first.figures.map(({ measure }) => measure))];
  const languages = orderLanguages([
    ...new Set(first.figures.map(({ lang }) => lang).filter((lang) => lang !== 'mean')),
  ]);
  const valueOf = (output: AnswersOutput, measure: string, lang: string): number | null =>
    output.figures.find((figure) => figure.measure === measure && figure.lang === lang)?.value ?? null;
  return (
    <>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Answers found, scrollable">
        <table className="w-full text-right text-xs tabular-nums">
          <thead className="text-faint">
            <tr>
              <th scope="col" className="text-left font-medium">
                measure
              </th>
              <th scope="col" className="text-left font-medium">
                arm
              </th>
              {[...languages, 'mean'].map((lang) => (
                <th key={lang} scope="col" className="px-1.5 font-medium">
                  {lang === 'mean' ? 'mean' : <LanguageTag lang={lang} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measures.flatMap((measure) =>
              found.map(({ arm, output }, i) => (
                <tr key={`${measure} ${arm.letter}`} className={i === 0 ? 'border-t border-line' : undefined}>
                  {i === 0 && (
                    <th
                      scope="rowgroup"
                      rowSpan={found.length}
                      className="pr-3 text-left align-top font-medium"
                    >
                      {measure}
                    </th>
                  )}
                  <td className="py-0.5 pr-2 text-left">
                    <ArmBadge letter={arm.letter} small />
                  </td>
                  {[...languages, 'mean'].map((lang) => (
                    <td key={lang} className={lang === 'mean' ? 'px-1.5 font-medium' : 'px-1.5'}>
                      {formatFigure(valueOf(output, measure, lang))}
                    </td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
      <p className="mt-2 max-w-[90ch] text-xs text-faint">
        {plural(first.questions, 'question')} with answers, over the passages of{' '}
        {pool === 'mono' ? 'their own language' : 'all languages'}, the first {first.depth} of each ranking.
        has-answer is DPR’s: the answer’s tokens in a row. R@2kt and R@5kt are XOR-Retrieve’s with every
        question counted (strict)
        {first.sentences === 'approximate' &&
          '; without Punkt’s English parameters sentences are not split, so that a full stop inside a passage stays with its word (approximate)'}
        . Where words are not spaced (Khmer, Thai, Chinese) a passage is one token: read the figures by
        characters there, which are ours and not official.
      </p>
    </>
  );
}

/** NLTK keeps Punkt's parameters apart from its code; a person who has them may bring them. */
function PunktChoice({
  name,
  onChange,
}: {
  readonly name: string | null;
  readonly onChange: (punkt: { name: string; value: unknown } | null) => void;
}) {
  const take = async (files: readonly [File, ...File[]]): Promise<void> => {
    const [only] = files;
    const texts = await Promise.all(files.map(async (file) => [file.name, await file.text()] as const));
    const value: unknown =
      files.length === 1 && only.name.endsWith('.json')
        ? JSON.parse(texts[0]?.[1] ?? '')
        : Object.fromEntries(texts);
    onChange({ name: files.map((file) => file.name).join(', '), value });
  };
  return (
    <div className="flex items-center gap-2 text-xs text-faint">
      {name === null ? 'sentences: approximate' : `sentences: Punkt, ${name}`}
      <FileButton
        small
        kind="quiet"
        label="Punkt parameters"
        take="several"
        accept=".json,.tab,.txt"
        onFiles={(files) => void take(files)}
      >
        Punkt’s parameters
      </FileButton>
    </div>
  );
}
