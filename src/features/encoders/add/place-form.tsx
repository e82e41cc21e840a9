import { useState } from 'react';
import { useSession } from '../../../client/react/session-context.tsx';
import { hostOf } from '../../../client/own-encoder.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { readPlace } from './read-place.ts';

const EXAMPLE = 'intfloat/multilingual-e5-small';

/** A model by its id or address. Nothing is asked of a server before the button that names it is pressed. */
export function PlaceForm({
  host,
  onHost,
}: {
  readonly host: string;
  readonly onHost: (host: string) => void;
}) {
  const session = useSession();
  const [model, setModel] = useState('');
  const [revision, setRevision] = useState('');
  const [query, setQuery] = useState('');
  /** Problems are said once something was typed and the field left, or the button tried. */
  const [tried, setTried] = useState(false);
  const place = readPlace({ model, revision, host }, window.location.origin);
  const queryPlace =
    query.trim() === '' ? null : readPlace({ model: query, revision: '', host }, window.location.origin);
  const ready = place.place !== null && queryPlace?.place !== null;
  const asked = place.place === null ? null : hostOf(place.place);
  const queryAsked = queryPlace === null || queryPlace.place === null ? null : hostOf(queryPlace.place);
  const hosts = [...new Set([asked, queryAsked].filter((name) => name !== null))].join(' and ');
  const look = (): void => {
    setTried(true);
    if (place.place === null || queryPlace?.place === null) return;
    void session.library.look({ place: place.place, query: queryPlace?.place ?? null });
  };
  return (
    <form
      aria-label="A model by id or address"
      className="grid max-w-3xl gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
        <TextField
          label="Id on the Hub, or the address of a folder"
          value={model}
          placeholder={EXAMPLE}
          hint="The folder has to hold tokenizer.json and an ONNX file, as repositories with an onnx/ folder do."
          problem={(tried || model !== '') && place.place === null ? place.problem : null}
          onChange={setModel}
        />
        <TextField
          label="Revision"
          value={revision}
          placeholder="main"
          hint="A branch, a tag or a commit."
          onChange={setRevision}
        />
      </div>
      <Disclosure summary="Another host, or a pair of encoders">
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Host"
            value={host}
            hint="The Hub, or a mirror with the same addresses."
            onChange={onHost}
          />
          <TextField
            label="Separate encoder for queries"
            value={query}
            placeholder="none: one encoder for both"
            hint="As mDPR and DPR have one. Passages are then encoded by the model above."
            problem={queryPlace?.place === null ? queryPlace.problem : null}
            onChange={setQuery}
          />
        </div>
      </Disclosure>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button type="submit" kind="primary" icon="search" disabled={tried && !ready}>
          {hosts === '' ? 'Look it up' : `Look it up on ${hosts}`}
        </Button>
        <span className="text-xs text-faint">
          {hosts === ''
            ? 'Nothing is asked of any server yet.'
            : `This asks ${hosts} for the list of files and the small ones among them. No weights are fetched yet.`}
        </span>
      </div>
    </form>
  );
}
