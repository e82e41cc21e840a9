import type { AssembleOutput } from '../../protocol/lab.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { PutBeside } from './put-beside.tsx';
import type { Task } from './use-task.ts';
import { Failure } from './failure.tsx';

export type Assembled = AssembleOutput & { readonly id: string };

/** What was put together, what of the file was of use, and the way on. */
export function AssembledNotice({
  task,
  counted = false,
}: {
  readonly task: Task<Assembled>;
  /** Whether the number of queries says something: a tag is on all of them. */
  readonly counted?: boolean;
}) {
  if (task.error !== null) return <Failure error={task.error} title="This arm could not be put together" />;
  if (task.result === null) return null;
  const { id, arm, queries, notes } = task.result;
  return (
    <div role="status">
      <Notice title={`${arm.summary.name} is ready`} actions={<PutBeside id={id} name={arm.summary.name} />}>
        {counted && <p>The file has something for {plural(queries, 'query', 'queries')} of the shard.</p>}
        {notes.length > 0 && (
          <Disclosure summary={plural(notes.length, 'note')}>
            <ul className="list-disc space-y-0.5 pl-4">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Disclosure>
        )}
      </Notice>
    </div>
  );
}
