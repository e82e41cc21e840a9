import { Button, IconButton } from '../../ui/button.tsx';
import { useTourUi } from './tour-ui.ts';
import { useTour } from './use-tour.ts';

/** One line for a person who is here for the first time. */
export function LessonHint() {
  const { seen, see } = useTourUi();
  const { open, showList } = useTour();
  if (seen || open) return null;
  return (
    <p className="mx-auto mb-3 flex max-w-[110rem] items-center gap-2 text-sm text-soft">
      <span>New here? Short lessons show what there is to see.</span>
      <Button kind="quiet" small onClick={showList} className="underline underline-offset-4">
        Show the lessons
      </Button>
      <IconButton icon="close" label="Do not show this again" className="-ml-2 size-7" onClick={see} />
    </p>
  );
}
