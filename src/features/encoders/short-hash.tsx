import { CopyButton } from './copy-button.tsx';

const SHOWN_DIGITS = 12;

/** The first digits of a hash; the whole of it is copied. */
export function ShortHash({ hash, of }: { readonly hash: string; readonly of: string }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <code title={hash}>{hash.slice(0, SHOWN_DIGITS)}</code>
      <CopyButton text={hash} label={`Copy the SHA-256 of ${of}`} />
    </span>
  );
}
