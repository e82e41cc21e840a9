import type { TrainProgress } from '../../protocol/lab.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { roundRows, roundsTable } from './live-rows.ts';

/** What each round labelled, how right it was, how far the vectors moved, and what it gained. */
export function RoundsTable({ progress: { rounds, points } }: { readonly progress: TrainProgress }) {
  return (
    <DataTable
      table={roundsTable(roundRows(rounds, points), 'Rounds')}
      name="the rounds"
      file={['lab', 'rounds']}
    />
  );
}
