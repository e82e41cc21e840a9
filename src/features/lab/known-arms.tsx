import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { KnownLabArm } from '../../client/session/lab-state.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ExportArm } from './export-arm.tsx';
import { Failure } from './failure.tsx';
import { summaryWords } from './known-arm-words.ts';
import { PutBeside } from './put-beside.tsx';
import { useTask } from './use-task.ts';

const FROM: Readonly<Record<KnownLabArm['from'], string>> = {
  made: 'made on this visit',
  imported: 'from a file',
  stored: 'from an earlier visit',
};

/** Arms of the Lab that have no place in the table above: put together, imported, or kept from an earlier visit. */
export function KnownArms() {
  const session = useSession();
  const all = useSessionState((state) => state.labArms);
  const results = useSessionState((state) => state.lab.results);
  const arms = all.filter(({ id }) => !results.some((result) => result.id === id));
  const task = useTask<string>();
  // Also of a file that was dropped anywhere on the page.
  const error = useSessionState(({ lab }) => (lab.error?.code === 'arm-file-invalid' ? lab.error : null));
  const imported = all.find(({ id }) => id === task.result);
  return (
    <Panel
      title="Other arms of the Lab"
      aside={
        <FileButton
          small
          label="Arm file"
          accept=".safetensors"
          onFiles={([file]) => {
            task.start(() => session.lab.importFile(file));
          }}
        >
          Open an arm’s file
        </FileButton>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Failure error={error} />
        {imported !== undefined && (
          <p role="status" className="text-sm text-soft">
            {imported.summary.name} was read.
          </p>
        )}
        {arms.length === 0 ? (
          <p className="text-sm text-soft">
            None. An arm that was exported (.safetensors) can be opened here; what is made stays in this
            browser.
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {arms.map((arm) => (
              <li key={arm.id} className="py-3 first:pt-0 last:pb-0">
                <article aria-label={arm.summary.name}>
                  <h3 className="text-sm font-semibold [overflow-wrap:anywhere]">{arm.summary.name}</h3>
                  <p className="text-sm text-faint">
                    {summaryWords(arm.summary)} · {formatBytes(arm.summary.bytes)} · {FROM[arm.from]}
                  </p>
                  <div className="mt-1.5 flex flex-wrap items-start gap-x-4 gap-y-2">
                    <PutBeside id={arm.id} name={arm.summary.name} />
                    <ExportArm id={arm.id} name={arm.summary.name} />
                    <Button
                      small
                      kind="quiet"
                      icon="close"
                      aria-label={`Forget ${arm.summary.name}`}
                      title="Takes it out of this browser’s storage"
                      onClick={() => void session.lab.forget(arm.id)}
                    >
                      Forget
                    </Button>
                  </div>
                </article>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
