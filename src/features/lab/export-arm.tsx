import { useSession } from '../../client/react/session-context.tsx';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/export/download.ts';
import { fileName } from '../../ui/export/file-name.ts';
import { Notice } from '../../ui/notice.tsx';
import { Failure } from './failure.tsx';
import { useTask } from './use-task.ts';

/** An arm as files: the adapter with its twin for reading, or the whole encoder with the adapter inside. */
export function ExportArm({ id, name }: { readonly id: string; readonly name: string }) {
  const session = useSession();
  const task = useTask<readonly string[]>();
  const savePart = (part: 'safetensors' | 'json'): void => {
    task.start(async () => {
      const files = await session.lab.exportFile(id);
      download(files[part], fileName([name], part));
      return [];
    });
  };
  const saveOnnx = (): void => {
    task.start(async () => {
      const { model, notes } = await session.lab.exportOnnx(id);
      download(model, fileName([name], 'onnx'));
      return notes;
    });
  };
  return (
    <div className="min-w-0">
      <div role="group" aria-label={`Export ${name}`} className="flex flex-wrap items-center gap-1.5">
        <span className="text-xs text-faint">Export</span>
        <Button
          small
          disabled={task.running}
          aria-label={`Export ${name} as safetensors`}
          onClick={() => {
            savePart('safetensors');
          }}
        >
          .safetensors
        </Button>
        <Button
          small
          disabled={task.running}
          aria-label={`Export ${name} as JSON`}
          onClick={() => {
            savePart('json');
          }}
        >
          .json
        </Button>
        <Button
          small
          disabled={task.running}
          aria-label={`Export ${name} with its encoder as ONNX`}
          title="The encoder’s file with pooling and adapter inside, for other tools"
          onClick={saveOnnx}
        >
          .onnx
        </Button>
      </div>
      {(task.error !== null || (task.result?.length ?? 0) > 0) && (
        <div className="mt-2 max-w-prose">
          <Failure error={task.error} title="This file could not be written" />
          {task.result !== null && task.result.length > 0 && (
            <Notice title="What the ONNX file holds">
              <ul className="list-disc space-y-0.5 pl-4">
                {task.result.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </Notice>
          )}
        </div>
      )}
    </div>
  );
}
