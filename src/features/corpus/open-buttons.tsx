import { FileButton } from '../../ui/file-button.tsx';
import { corpusFiles } from './dropped-files.ts';
import { useOpenFiles } from './use-open-files.ts';

/** Files or a whole folder, by the browser's own dialog. */
export function OpenButtons() {
  const openFiles = useOpenFiles();
  return (
    <div className="flex flex-wrap gap-2">
      <FileButton
        label="Corpus files"
        take="several"
        accept=".json,.jsonl,.ndjson,.gz,.qrels,.run,.trec,.txt,.tsv,.res,.safetensors,application/json,application/x-ndjson,application/gzip"
        onFiles={(files) => void openFiles(files)}
      >
        Open files
      </FileButton>
      <FileButton label="Corpus folder" take="folder" onFiles={(files) => void openFiles(corpusFiles(files))}>
        Open a folder
      </FileButton>
    </div>
  );
}
