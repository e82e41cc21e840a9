import { useState } from 'react';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { readOwnLesson } from './read-own-lesson.ts';
import { useTourUi } from './tour-ui.ts';

const SHOWN_PROBLEMS = 5;

interface Refusal {
  readonly name: string;
  readonly problems: readonly string[];
}

/** Opens a lesson from a file; one that cannot be read is refused with the fields at fault. */
export function OwnLessonButton({ taken }: { readonly taken: readonly string[] }) {
  const [, change] = useViewState();
  const addOwn = useTourUi((state) => state.addOwn);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const open = async (file: File): Promise<void> => {
    setRefusal(null);
    try {
      const read = await readOwnLesson(file, taken);
      if (read.problems !== null) {
        setRefusal({ name: file.name, problems: read.problems });
        return;
      }
      addOwn(read.value);
      change({ tour: { id: read.value.id, step: 1 } });
    } catch (error) {
      // The browser could not read the file: it was moved, or its permission is gone.
      setRefusal({ name: file.name, problems: [error instanceof Error ? error.message : String(error)] });
    }
  };
  return (
    <>
      <FileButton
        small
        label="Lesson file"
        accept=".json,application/json"
        onFiles={([file]) => void open(file)}
      >
        Open a lesson of your own
      </FileButton>
      <div role="alert">
        {refusal !== null && (
          <div className="mt-2 rounded-lg border border-bad-line bg-bad-wash p-3 text-sm [overflow-wrap:anywhere]">
            <p className="font-semibold">{refusal.name} is not a lesson that can be read.</p>
            <ul className="mt-1 list-disc space-y-0.5 pl-5 text-soft">
              {refusal.problems.slice(0, SHOWN_PROBLEMS).map((problem, place) => (
                <li key={place}>{problem}</li>
              ))}
            </ul>
            {refusal.problems.length > SHOWN_PROBLEMS && (
              <p className="mt-1 text-soft">and {refusal.problems.length - SHOWN_PROBLEMS} more</p>
            )}
          </div>
        )}
      </div>
    </>
  );
}
