import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { buttonClass } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { download } from './download.ts';
import { fileName } from './file-name.ts';
import type { ExportTheme } from './paint.ts';
import { pageIsDark } from './paint.ts';
import type { ChartKind, FigureExport, TableKind } from './write-export.ts';
import { CHART_KINDS, TABLE_KINDS, writeChart, writeTable } from './write-export.ts';

const ITEM = 'block w-full rounded-[4px] px-2.5 py-1 text-left text-sm whitespace-nowrap hover:bg-hover';

/**
 * Saves a figure: its table, and its chart where there is one. Arrow keys, Home and End move in the menu (WAI-ARIA's
 * menu button); Escape, Tab and a click elsewhere close it.
 * @param busy figures on the screen are not yet those that its words name, so nothing may be saved
 */
export function ExportMenu({
  name,
  figure,
  busy = false,
}: {
  /** What is exported, for those who do not see what the button stands beside. */
  readonly name: string;
  readonly figure: FigureExport;
  readonly busy?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const [dark, setDark] = useState(false);
  const [theme, setTheme] = useState<ExportTheme>('light');
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    items(menu.current)[0]?.focus();
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
    };
  }, [open]);

  const show = (): void => {
    setDark(pageIsDark());
    setProblem(null);
    setOpen(true);
  };
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') setOpen(false);
    if (event.key === 'Escape') close();
    const all = items(menu.current);
    const next = neighbour(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  };
  const save = async (kind: TableKind | ChartKind, write: () => Blob | Promise<Blob>): Promise<void> => {
    close();
    try {
      download(await write(), fileName(figure.file, kind));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const { chart } = figure;

  return (
    <div ref={root} className="relative shrink-0">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={`Export ${name}`}
        disabled={busy}
        className={buttonClass('quiet', true)}
        onClick={() => {
          if (open) setOpen(false);
          else show();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          show();
        }}
      >
        Export
        <Icon name="down" size={12} />
      </button>
      {open && (
        <div
          ref={menu}
          id={id}
          role="menu"
          aria-label={`Export ${name}`}
          tabIndex={-1}
          onKeyDown={onKey}
          className="absolute top-full right-0 z-40 mt-1 rounded-lg border border-line bg-panel p-1 shadow-(--shadow)"
        >
          {TABLE_KINDS.map(({ kind, label }) => (
            <button
              key={kind}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={ITEM}
              onClick={() => void save(kind, () => writeTable(figure.table(), kind))}
            >
              {label}
            </button>
          ))}
          {chart !== undefined && (
            <>
              <div role="separator" className="my-1 border-t border-line" />
              {CHART_KINDS.map(({ kind, label }) => (
                <button
                  key={kind}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  className={ITEM}
                  onClick={() => void save(kind, () => writeChart(chart, kind, theme))}
                >
                  {label}
                </button>
              ))}
              {dark && (
                <button
                  type="button"
                  role="menuitemcheckbox"
                  aria-checked={theme === 'page'}
                  tabIndex={-1}
                  className={ITEM}
                  onClick={() => {
                    setTheme(theme === 'page' ? 'light' : 'page');
                  }}
                >
                  <span aria-hidden="true">{theme === 'page' ? '☑' : '☐'}</span> Chart on dark
                </button>
              )}
            </>
          )}
        </div>
      )}
      {problem !== null && (
        <p
          role="alert"
          className="absolute top-full right-0 z-30 mt-1 w-64 rounded-md border border-bad-line bg-bad-wash px-2.5 py-1.5 text-sm"
        >
          {problem}
        </p>
      )}
    </div>
  );
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

/** Round and round, as menus do. */
function neighbour(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
