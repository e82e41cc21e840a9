import { FileButton } from '../../ui/file-button.tsx';
import { visibleFiles } from './dropped-files.ts';
import { useOpenFiles } from './use-open-files.ts';

/** What the dialog offers first; every other file can be chosen too, and is known by its content. */
const ENDINGS =
  '.json,.jsonl,.ndjson,.gz,.zip,.csv,.tsv,.parquet,.tmx,.txt,.md,.markdown,.qrels,.run,.trec,.res,.safetensors,application/json,application/x-ndjson,application/gzip,application/zip,text/plain,text/csv,text/tab-separated-values,text/markdown';

/** Files or a whole folder, by the browser's own dialog. */
export function OpenButtons() {
  const openFiles = useOpenFiles();
  return (
    <div className="flex flex-wrap gap-2">
      <FileButton
        label="Corpus files"
        take="several"
        accept={ENDINGS}
        onFiles={(files) => void openFiles(files)}
      >
        Open files
      </FileButton>
      <FileButton
        label="Corpus folder"
        take="folder"
        onFiles={(files) => void openFiles(visibleFiles(files))}
      >
        Open a folder
      </FileButton>
    </div>
  );
}
