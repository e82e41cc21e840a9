import { useId } from 'react';
import type { Choice } from './lab-form.ts';
import { CHOICES } from './lab-form.ts';
import { RECIPE_NOTES } from './recipe-notes.tsx';

/** The recipes, in the order of the papers: radio buttons in a list. */
export function RecipeChooser({
  choice,
  onChoose,
}: {
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}) {
  const name = useId();
  return (
    <fieldset>
      <legend className="sr-only">Recipe</legend>
      <div className="grid gap-0.5 sm:grid-cols-2 xl:grid-cols-1">
        {CHOICES.map((one, index) => (
          <label
            key={one}
            className="flex min-h-8 items-center gap-2.5 rounded-md px-2 text-sm text-soft transition-colors duration-150 hover:bg-hover hover:text-ink has-checked:bg-hover has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-(--focus)"
          >
            <input
              type="radio"
              name={name}
              checked={one === choice}
              onChange={() => {
                onChoose(one);
              }}
              className="size-3.5 accent-(--action)"
            />
            <span className="w-3 text-right text-xs text-faint tabular-nums">{index + 1}</span>
            {RECIPE_NOTES[one].title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
