import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { LanguageCode } from '../domain/corpus/types.ts';
import { classNames } from './class-names.ts';
import { LanguageTag } from './language-tag.tsx';
import { TextInLanguage } from './text-in-language.tsx';

export interface ComboboxItem {
  readonly id: string;
  readonly lang: LanguageCode;
  readonly text: string;
}

interface ComboboxProps {
  readonly label: string;
  readonly placeholder: string;
  readonly items: readonly ComboboxItem[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (item: ComboboxItem) => void;
  /** Stands at the end of the list: how many there are, or that there are none. */
  readonly footnote: string;
}

/** A field with a list of suggestions (ARIA combobox with a listbox popup). */
export function Combobox({ label, placeholder, items, text, onText, onChoose, footnote }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const current = active < items.length ? active : -1;

  useEffect(() => {
    if (current >= 0) list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const choose = (item: ComboboxItem): void => {
    setOpen(false);
    setActive(-1);
    onChoose(item);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = items.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: current >= last ? 0 : current + 1,
      ArrowUp: current <= 0 ? last : current - 1,
    };
    const to = moves[event.key];
    const item = items[current];
    if (to !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive(to);
    } else if (event.key === 'Enter' && open && item !== undefined) {
      event.preventDefault();
      choose(item);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div
      className="relative"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <input
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && current >= 0 ? `${id}-${current}` : undefined}
        type="text"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        placeholder={placeholder}
        value={text}
        onFocus={() => {
          setOpen(true);
        }}
        onClick={() => {
          setOpen(true);
        }}
        onChange={(event) => {
          setOpen(true);
          setActive(-1);
          onText(event.target.value);
        }}
        onKeyDown={onKeyDown}
        className="field-line w-full rounded-md border border-line-strong/60 bg-panel px-2.5 text-sm leading-[1.875rem] hover:border-line-strong"
      />
      <div
        hidden={!open}
        className="absolute top-full right-0 left-0 z-30 mt-1 overflow-hidden rounded-lg border border-line bg-panel shadow-(--shadow) sm:left-auto sm:w-[30rem]"
      >
        <ul
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={label}
          className="max-h-80 overflow-y-auto py-1"
        >
          {items.map((item, index) => (
            <li
              key={item.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              onPointerDown={(event) => {
                // The field keeps the focus.
                event.preventDefault();
              }}
              onClick={() => {
                choose(item);
              }}
              className={classNames(
                'flex items-baseline gap-2 px-3 py-1 text-sm',
                index === current ? 'bg-hover' : 'hover:bg-hover',
              )}
            >
              <LanguageTag lang={item.lang} className="w-6 shrink-0 text-xs text-faint" />
              <TextInLanguage lang={item.lang} className="min-w-0 flex-1">
                {item.text}
              </TextInLanguage>
            </li>
          ))}
        </ul>
        <p className="border-t border-line px-3 py-1.5 text-xs text-faint">{footnote}</p>
      </div>
    </div>
  );
}
