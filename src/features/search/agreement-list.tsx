import { ArmBadge } from '../../ui/arm-badge.tsx';
import type { Agreement } from './agreement.ts';

/** For a query of the corpus: what each two arms have in common. The cards say where a single passage went. */
export function AgreementList({ agreements }: { readonly agreements: readonly Agreement[] }) {
  if (agreements.length === 0) return null;
  return (
    <ul
      aria-label="Agreement, each two"
      className="mb-2 flex flex-wrap gap-x-6 gap-y-1 text-xs text-soft tabular-nums"
    >
      {agreements.map(({ first, second, shared, of, higher, lower, alike }) => (
        <li key={`${first} ${second}`} className="flex items-center gap-1.5">
          <ArmBadge letter={first} small />
          <span className="sr-only">and</span>
          <ArmBadge letter={second} small />
          share {shared} of {of}
          {shared > 0 && (
            <span className="text-faint">
              ({higher} higher, {lower} lower, {alike} alike in {second})
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
