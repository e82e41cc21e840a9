import type { CheckedClaim } from '../../domain/regimes/check-claim.ts';
import { VERDICT_WORDS, summaryWords } from './claim-words.ts';
import { claimId } from './claims-panel.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What our encoders say of the claims, and first of all where they contradict one. */
export function Summary({ checked }: { readonly checked: readonly CheckedClaim[] }) {
  const against = checked.filter(({ verdict }) => verdict === 'contradicts' || verdict === 'mixed');
  return (
    <Notice title={summaryWords(checked)}>
      {against.length > 0 && (
        <ul className="space-y-0.5">
          {against.map(({ claim, verdict }) => (
            <li key={claim.id}>
              <a
                href={`#${claimId(claim.id)}`}
                className="text-link underline decoration-dotted underline-offset-4"
              >
                {claim.statement}
              </a>{' '}
              ({VERDICT_WORDS[verdict]})
            </li>
          ))}
        </ul>
      )}
      <p>
        {checked.length} claims, each with the figures it rests on and ours, stand at the{' '}
        <a href="#claims" className="text-link underline decoration-dotted underline-offset-4">
          end of this page
        </a>
        .
      </p>
    </Notice>
  );
}
