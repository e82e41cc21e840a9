import { useQuery } from '@tanstack/react-query';
import { explainError } from '../../client/explain-error.ts';
import { sweepsQuery } from '../../client/react/sweeps-query.ts';
import { toWireError } from '../../protocol/errors.ts';
import type { SweepsFile } from '../../protocol/sweeps.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';

/** Where the sweeps stand: awaited, never measured, unreadable, or what was trained to measure them. */
export function SweepsState() {
  const { data, error, isFetching, refetch } = useQuery(sweepsQuery());
  if (error !== null) {
    const { title, detail, action } = explainError(toWireError(error));
    return (
      <div role="alert">
        <Notice
          tone="bad"
          title={title}
          actions={
            <Button small icon="retry" disabled={isFetching} onClick={() => void refetch()}>
              Read it again
            </Button>
          }
        >
          <p>{detail}</p>
          <p>{action}</p>
        </Notice>
      </div>
    );
  }
  if (data === undefined) return <p className="text-sm text-faint">Reading the sweeps</p>;
  if (data === null) return <NothingSwept />;
  return <Provenance sweeps={data} />;
}

function NothingSwept() {
  return (
    <div className="rounded-lg border border-dashed border-line-strong/60 px-4 py-3 text-sm">
      <p className="font-semibold">No sweep has been measured yet</p>
      <p className="mt-1 max-w-[75ch] text-soft">
        A sweep trains one encoder for each α from 0 to 1, and one for each of 1, 2, 4, 8 and all languages.
        With the training data beside you, this writes models/sweeps.json; build the app again, and the curves
        stand here. What was published stands below meanwhile.
      </p>
      <p className="mt-2">
        <code className="text-xs [overflow-wrap:anywhere]">
          {
            'python -m crosslens_training sweeps --data <train folder> --eval <eval folder> --work <work folder>'
          }
        </code>
      </p>
    </div>
  );
}

function Provenance({ sweeps: { encoder, corpus, date, commit, command } }: { readonly sweeps: SweepsFile }) {
  return (
    <div className="text-sm text-soft">
      <p className="max-w-[90ch]">
        {`Every point of the sweeps is a ${encoder.architecture.replaceAll('-', ' ')} of ${formatCount(encoder.dimensions)} dimensions, trained anew for ${formatCount(encoder.steps)} steps of ${formatCount(encoder.batchSize)} pairs (temperature ${String(encoder.temperature)}, seed ${String(encoder.seed)}) and measured on ${corpus}, ${date}. They are trainings of their own, made for the sweeps: none of these encoders ships.`}
      </p>
      <Disclosure summary="The command that gives these figures">
        <code className="text-xs [overflow-wrap:anywhere]">{command}</code>
        <p className="mt-1 text-xs">Training code at {commit}.</p>
      </Disclosure>
    </div>
  );
}
