import { useQuery } from '@tanstack/react-query';
import { checkExperiment } from '../../client/experiment/check-experiment.ts';
import type { Difference } from '../../client/experiment/check-experiment.ts';
import { useSessionState } from '../../client/react/session-context.tsx';
import { useExperiment } from '../../client/react/use-experiment.ts';
import type { Experiment } from '../../protocol/experiment.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatFigure } from '../../ui/format-figure.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useOpenedExperiment } from './experiment-context.tsx';

const SHOWN = 40;

/** What became of an experiment file that was opened: whether its figures come out again. */
export function ExperimentPanel() {
  const { opened, setOpened } = useOpenedExperiment();
  if (opened === null) return null;
  return (
    <div className="mb-4">
      <Check
        key={opened.name}
        name={opened.name}
        file={opened.file}
        onClose={() => {
          setOpened(null);
        }}
      />
    </div>
  );
}

function Check({
  name,
  file,
  onClose,
}: {
  readonly name: string;
  readonly file: Experiment;
  readonly onClose: () => void;
}) {
  const build = useExperiment();
  const hash = useSessionState((state) => state.corpus.shard?.hash ?? '');
  const arms = useSessionState((state) => state.arms);
  // Arms that failed stay as they are; the others are waited for.
  const settled = arms.every(({ phase }) => phase.kind === 'indexed' || phase.kind === 'failed');
  const placed = file.arms.every(({ letter, id }) =>
    arms.some((arm) => arm.letter === letter && arm.spec.id === id),
  );
  const { data, error } = useQuery({
    queryKey: ['experiment', name, file.created, hash, arms.map(({ uid, generation }) => [uid, generation])],
    queryFn: async () =>
      checkExperiment(file, await build({ measures: file.measures, k: file.k, fusion: file.fusion })),
    enabled: settled && placed && hash !== '',
    staleTime: Infinity,
    retry: false,
  });
  const actions = (
    <Button small onClick={onClose}>
      Put the file aside
    </Button>
  );
  const saved = `saved ${new Date(file.created).toLocaleString('en-GB')}`;
  if (hash !== file.corpus.shardHash && file.corpus.files.length > 0) {
    return (
      <Notice title={`${name}, ${saved}, needs files of yours`} actions={actions}>
        <p>
          Open {file.corpus.files.join(', ')} under Corpus: {formatCount(file.corpus.passages)} passages and{' '}
          {formatCount(file.corpus.queries)} queries. Its figures are compared as soon as the arms are
          indexed.
        </p>
      </Notice>
    );
  }
  if (error !== null)
    return <Notice tone="bad" title={`${name} could not be checked: ${error.message}`} actions={actions} />;
  if (data === undefined) {
    return (
      <Notice title={`${name}, ${saved}`} actions={actions}>
        <p role="status">
          Its {formatCount(file.figures.length)} figures are compared as soon as every arm is indexed.
        </p>
      </Notice>
    );
  }
  const { compared, differences, changed } = data;
  return (
    <Notice
      tone={differences.length === 0 ? 'note' : 'bad'}
      title={
        differences.length === 0
          ? `${name}: all ${plural(compared, 'figure')} come out again`
          : `${name}: ${formatCount(differences.length)} of ${plural(compared, 'figure')} no longer come out`
      }
      actions={actions}
    >
      <p>
        It was {saved}, by version {file.app.version}.
      </p>
      {changed.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {differences.length > 0 && (
        <Disclosure summary="Which figures">
          <Differences differences={differences.slice(0, SHOWN)} more={differences.length - SHOWN} />
        </Disclosure>
      )}
    </Notice>
  );
}

function Differences({
  differences,
  more,
}: {
  readonly differences: readonly Difference[];
  readonly more: number;
}) {
  return (
    <div className="max-h-72 overflow-auto" tabIndex={0} role="region" aria-label="Figures that differ">
      <table className="text-left text-xs tabular-nums">
        <thead className="text-faint">
          <tr>
            {['arm', 'xQG', 'setting', 'query', 'passages', 'measure', 'saved', 'now'].map((head) => (
              <th key={head} scope="col" className="pr-4 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map(({ figure, now }, i) => (
            <tr key={i}>
              <td className="pr-4">{figure.arm}</td>
              <td className="pr-4">{figure.fused ? 'fused' : '–'}</td>
              <td className="pr-4">{figure.setting}</td>
              <td className="pr-4">{figure.queryLanguage}</td>
              <td className="pr-4">{figure.passageLanguage}</td>
              <td className="pr-4">{figure.measure}</td>
              <td className="pr-4">{formatFigure(figure.value, 4)}</td>
              <td className="pr-4">{now === undefined ? 'no such figure' : formatFigure(now, 4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="mt-1">and {formatCount(more)} more</p>}
    </div>
  );
}
