import type { RefObject } from 'react';
import { useEffect, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useSearchUi } from './search-ui.ts';
import type { Anchor, Slope } from './slope-geometry.ts';
import { slopes } from './slope-geometry.ts';

/** Lines from a passage to itself in the next column. `signature` changes whenever the cards do. */
export function SlopeLines({
  container,
  signature,
}: {
  readonly container: RefObject<HTMLElement | null>;
  readonly signature: string;
}) {
  const [lines, setLines] = useState<readonly Slope[]>([]);
  const pointed = useSearchUi((state) => state.lit);
  // A passage that no line leads to leaves the lines as they are.
  const lit = lines.some(({ passageId }) => passageId === pointed) ? pointed : null;

  useEffect(() => {
    const box = container.current;
    if (box === null) return;
    // Observing an element reports it once at the start, and again when a font or a width changes its height.
    const observer = new ResizeObserver(() => {
      setLines(slopes(measure(box)));
    });
    observer.observe(box);
    for (const card of box.querySelectorAll('[data-passage-id]')) observer.observe(card);
    return () => {
      observer.disconnect();
    };
  }, [container, signature]);

  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 hidden h-full w-full overflow-visible side:block"
      fill="none"
    >
      {lines.map(({ key, passageId, path, gold, missed }) => {
        const on = lit === passageId;
        if (missed && !on) return null;
        return (
          <path
            key={key}
            d={path}
            strokeDasharray={missed ? '4 4' : undefined}
            className={classNames(
              'transition-[stroke,stroke-width,opacity] duration-150',
              on ? 'stroke-ink stroke-[2.5]' : gold ? 'stroke-gold stroke-2' : 'stroke-line-strong stroke-1',
              !on && lit !== null && 'opacity-25',
            )}
          />
        );
      })}
    </svg>
  );
}

/** Half a card's first line, from its upper edge, in pixels. */
const FIRST_LINE = 22;

function measure(box: HTMLElement): readonly (readonly Anchor[])[] {
  const origin = box.getBoundingClientRect();
  return [...box.querySelectorAll('[data-column]')].map((column) =>
    [...column.querySelectorAll<HTMLElement>('[data-passage-id]')].map((card): Anchor => {
      const rect = card.getBoundingClientRect();
      return {
        passageId: card.dataset['passageId'] ?? '',
        left: rect.left - origin.left,
        right: rect.right - origin.left,
        y: rect.top - origin.top + Math.min(FIRST_LINE, rect.height / 2),
        gold: card.dataset['gold'] === 'true',
        missed: card.dataset['missed'] === 'true',
      };
    }),
  );
}
