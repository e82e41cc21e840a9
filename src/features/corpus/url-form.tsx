import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readUrls } from './read-urls.ts';
import { useOpening } from './use-opening.ts';

/** Corpora by their web addresses. Nothing is asked of a host before the button that names it is pressed. */
export function UrlForm() {
  const opening = useOpening();
  const [text, setText] = useState('');
  const read = readUrls(text, window.location.origin);
  const hosts = [...new Set(read.urls.map((url) => new URL(url).host))].join(' and ');
  const open = (): void => {
    if (read.urls.length === 0 || read.problem !== null) return;
    setText('');
    void opening(({ corpus }) => corpus.openUrls(read.urls));
  };
  return (
    <div className="space-y-2">
      <TextField
        label="Or from a web address (several apart by spaces)"
        placeholder="https://…"
        value={text}
        problem={read.problem}
        {...(read.changed === null ? {} : { hint: read.changed })}
        onChange={setText}
        onEnter={open}
      />
      {read.urls.length > 0 && read.problem === null && (
        <Button className="max-w-full text-left whitespace-normal!" onClick={open}>
          Fetch from {hosts}
        </Button>
      )}
    </div>
  );
}
