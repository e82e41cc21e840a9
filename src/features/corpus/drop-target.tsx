import type { DragEvent, ReactNode } from 'react';
import { useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { droppedFiles } from './dropped-files.ts';
import { useOpenFiles } from './use-open-files.ts';

/** Takes files that are dropped anywhere on the page, and shows while they are dragged that it will. */
export function DropTarget({ children }: { readonly children: ReactNode }) {
  const openFiles = useOpenFiles();
  const [over, setOver] = useState(false);

  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const onDragLeave = (event: DragEvent): void => {
    // Leaving one element for another inside the page is not leaving.
    if (event.relatedTarget === null) setOver(false);
  };
  const onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(openFiles);
  };

  return (
    <div onDragOver={onDragOver} onDragLeave={onDragLeave} onDrop={onDrop} className="min-h-screen">
      {children}
      {over && (
        <div
          role="status"
          className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-surface/80 p-6"
        >
          <p className="flex items-center gap-3 rounded-xl border-2 border-dashed border-line-strong bg-panel px-8 py-10 text-lg font-semibold">
            <Icon name="file" size={22} />
            Drop files or a folder: a corpus, or an encoder
          </p>
        </div>
      )}
    </div>
  );
}
