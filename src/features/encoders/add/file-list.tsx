import type { ListedFile } from '../../../protocol/library.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { formatBytes, plural } from '../../../ui/format.ts';
import { ShortHash } from '../short-hash.tsx';

/** The files that an encoder is made of, and how many the repository has besides. */
export function FileList({
  files,
  listed,
}: {
  readonly files: readonly ListedFile[];
  readonly listed: readonly ListedFile[];
}) {
  const others = listed.length - files.length;
  return (
    <Disclosure
      summary={`${plural(files.length, 'file')} that it needs${others > 0 ? `, of ${String(listed.length)} listed` : ''}`}
    >
      <FileTable files={files} />
    </Disclosure>
  );
}

export function FileTable({ files }: { readonly files: readonly ListedFile[] }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Files with sizes and hashes">
      <table className="text-left text-xs tabular-nums">
        <thead className="text-faint">
          <tr>
            <th scope="col" className="pr-6 font-medium">
              File
            </th>
            <th scope="col" className="pr-6 text-right font-medium">
              Size
            </th>
            <th scope="col" className="font-medium">
              SHA-256
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ path, bytes, sha256 }) => (
            <tr key={path}>
              <th scope="row" className="pr-6 font-normal [overflow-wrap:anywhere]">
                {path}
              </th>
              <td className="pr-6 text-right">{bytes === null ? 'not stated' : formatBytes(bytes)}</td>
              <td>{sha256 === null ? 'computed as it arrives' : <ShortHash hash={sha256} of={path} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
