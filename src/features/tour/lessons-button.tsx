import { classNames } from '../../ui/class-names.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LESSONS_BUTTON_ID, TOUR_ID } from './tour-ui.ts';
import { useTour } from './use-tour.ts';

/** Opens and closes the lessons, from the bar. */
export function LessonsButton() {
  const { open, showList, close } = useTour();
  return (
    <button
      id={LESSONS_BUTTON_ID}
      type="button"
      aria-expanded={open}
      aria-controls={open ? TOUR_ID : undefined}
      title="Short lessons on the demo shard"
      className={classNames(buttonClass('quiet', true), open && 'bg-hover! text-ink!', 'max-sm:px-1.5')}
      onClick={open ? close : showList}
    >
      <Icon name="lessons" />
      <span className="max-xl:sr-only">Lessons</span>
    </button>
  );
}
