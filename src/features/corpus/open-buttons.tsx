import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { corpusFiles } from './dropped-files.ts';
import { useOpenFiles } from './use-open-files.ts';

const FOLDER = { webkitdirectory: '' };

/** Files or a whole folder, by the browser's own dialog. */
export function OpenButtons() {
  const openFiles = useOpenFiles();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement, choose: (files: readonly File[]) => readonly File[]): void => {
    const chosen = choose([...(input.files ?? [])]);
    // The same file may be chosen again after it was mended.
    input.value = '';
    void openFiles(chosen);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon="file" onClick={() => files.current?.click()}>
        Open files
      </Button>
      <Button icon="folder" onClick={() => folder.current?.click()}>
        Open a folder
      </Button>
      <input
        ref={files}
        type="file"
        multiple
        accept=".json,.jsonl,.ndjson,.gz,.qrels,.run,.trec,.txt,.tsv,.res,application/json,application/x-ndjson,application/gzip"
        hidden
        aria-label="Corpus files"
        onChange={(event) => {
          take(event.target, (all) => all);
        }}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        {...FOLDER}
        aria-label="Corpus folder"
        onChange={(event) => {
          take(event.target, corpusFiles);
        }}
      />
    </div>
  );
}
