import { useState } from 'react';
import { useSession } from '../../../client/react/session-context.tsx';
import { folderOf } from '../../../client/sort-files.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { FileButton } from '../../../ui/file-button.tsx';
import { plural } from '../../../ui/format.ts';

/** A model's folder of this machine, by the browser's own dialog. Nothing of it leaves the page. */
export function FolderForm() {
  const session = useSession();
  const [passage, setPassage] = useState<readonly File[]>([]);
  const [query, setQuery] = useState<readonly File[]>([]);
  const look = (files: readonly File[]): void => {
    void session.library.lookAtFiles(files);
  };
  const lookAtPair = (): void => {
    void session.library.look(
      {
        place: { kind: 'folder', name: folderOf(passage, 'passages') },
        query: { kind: 'folder', name: folderOf(query, 'queries') },
      },
      { files: passage, queryFiles: query },
    );
  };
  return (
    <div className="grid max-w-3xl gap-3 text-sm">
      <p className="text-soft">
        A folder in the Hub’s layout: tokenizer.json, config.json, and the ONNX file with the weights beside
        it, if they are in a second one. It can be dropped anywhere on the page, too. Its files are read here
        and sent nowhere.
      </p>
      <div className="flex flex-wrap gap-2">
        <FileButton kind="primary" label="Model folder" take="folder" onFiles={look}>
          Choose a folder
        </FileButton>
        <FileButton label="Model files" take="several" onFiles={look}>
          Choose files
        </FileButton>
      </div>
      <Disclosure summary="A pair: passages and queries have folders of their own">
        <div className="flex flex-wrap items-center gap-2">
          <FileButton small label="Folder of the passage encoder" take="folder" onFiles={setPassage}>
            {passage.length === 0
              ? 'Folder for passages'
              : `${folderOf(passage, 'passages')}, ${plural(passage.length, 'file')}`}
          </FileButton>
          <FileButton small label="Folder of the query encoder" take="folder" onFiles={setQuery}>
            {query.length === 0
              ? 'Folder for queries'
              : `${folderOf(query, 'queries')}, ${plural(query.length, 'file')}`}
          </FileButton>
          <Button
            small
            kind="primary"
            disabled={passage.length === 0 || query.length === 0}
            onClick={lookAtPair}
          >
            Read both
          </Button>
        </div>
      </Disclosure>
    </div>
  );
}
