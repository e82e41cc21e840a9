import type { ComponentProps } from 'react';
import { useRef } from 'react';
import { Button } from './button.tsx';

/** A button that asks for files by the browser's own dialog. */
export function FileButton({
  label,
  take = 'one',
  accept,
  onFiles,
  ...button
}: Omit<ComponentProps<typeof Button>, 'onClick'> & {
  /** Names the dialog's input; the button's own words are its content. */
  readonly label: string;
  readonly take?: 'one' | 'several' | 'folder';
  /** Endings and types that the dialog offers. */
  readonly accept?: string;
  /** Never called with none. */
  readonly onFiles: (files: readonly [File, ...File[]]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        icon={take === 'folder' ? 'folder' : 'file'}
        {...button}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple={take !== 'one'}
        accept={accept}
        {...(take === 'folder' ? { webkitdirectory: '' } : {})}
        aria-label={label}
        onChange={({ target }) => {
          const [first, ...others] = target.files ?? [];
          // The same file may be chosen again after it was mended.
          target.value = '';
          if (first !== undefined) onFiles([first, ...others]);
        }}
      />
    </>
  );
}

/** The name of the folder that files were chosen with. */
export function folderName([first]: readonly File[], fallback: string): string {
  const [name = ''] = first?.webkitRelativePath.split('/') ?? [];
  return name === '' ? fallback : name;
}
