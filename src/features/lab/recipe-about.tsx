import { Disclosure } from '../../ui/disclosure.tsx';
import type { ControlKind } from './draft-recipes.ts';
import type { Choice } from './lab-form.ts';
import { CONTROL_NOTES, RECIPE_NOTES } from './recipe-notes.tsx';

/** What a recipe is: a sentence, the paper, the formula, and what of it is the paper's. */
export function RecipeAbout({ choice, control }: { readonly choice: Choice; readonly control: ControlKind }) {
  const { paper, symbols, ...general } = RECIPE_NOTES[choice];
  const { sentence, formula, theirs, ours } = choice === 'control' ? CONTROL_NOTES[control] : general;
  return (
    <div className="space-y-2 text-sm">
      <p className="text-base">{sentence}</p>
      <p className="rounded-md bg-sunken px-3 py-2 leading-7 text-pretty">
        <span className="sr-only">Formula: </span>
        {formula}
      </p>
      <p className="text-faint">{paper}</p>
      <Disclosure summary="What is the paper’s, and what is ours">
        <div className="max-w-[65ch] space-y-1.5">
          {symbols !== '' && <p>{symbols}</p>}
          <p>
            <strong className="text-ink">Theirs:</strong> {theirs}
          </p>
          <p>
            <strong className="text-ink">Ours:</strong> {ours}
          </p>
        </div>
      </Disclosure>
    </div>
  );
}
