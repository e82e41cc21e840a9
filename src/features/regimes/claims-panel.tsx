import type { CheckedClaim, Evidence, Verdict } from '../../domain/regimes/check-claim.ts';
import { classNames } from '../../ui/class-names.ts';
import { ExportMenu } from '../../ui/export/export-menu.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Panel } from '../../ui/panel.tsx';
import { claimsTable, factValue, OUTCOME_WORDS, PUBLISHED_WORDS, VERDICT_WORDS } from './claim-words.ts';

const LOOKS: Readonly<Record<Verdict, { readonly icon: IconName; readonly className: string }>> = {
  agrees: { icon: 'tick', className: 'text-good' },
  contradicts: { icon: 'warning', className: 'text-bad' },
  mixed: { icon: 'warning', className: 'text-bad' },
  unknown: { icon: 'info', className: 'text-soft' },
};

/** The element of a claim, for links to it. */
export function claimId(id: string): string {
  return `claim-${id}`;
}

/** Each claim with what it rests on, what we measured, and whether the two agree. */
export function ClaimsPanel({ checked }: { readonly checked: readonly CheckedClaim[] }) {
  return (
    <Panel
      title="What papers claim, and what our encoders say"
      aside={
        <ExportMenu
          name="the claims"
          figure={{ file: ['regimes', 'claims'], table: () => claimsTable(checked) }}
        />
      }
    >
      <ol className="-my-3 divide-y divide-line">
        {checked.map((one) => (
          <li key={one.claim.id}>
            <Claim checked={one} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Claim({ checked: { claim, verdict, ours, published } }: { readonly checked: CheckedClaim }) {
  const { icon, className } = LOOKS[verdict];
  return (
    <article
      id={claimId(claim.id)}
      tabIndex={-1}
      aria-labelledby={`${claimId(claim.id)}-title`}
      data-verdict={verdict}
      className="grid scroll-mt-16 grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-3 py-3.5 outline-none xl:grid-cols-2 2xl:grid-cols-[minmax(0,8fr)_minmax(0,9fr)_minmax(0,9fr)]"
    >
      <div className="xl:max-2xl:col-span-2">
        <p className={classNames('mb-1 flex items-center gap-1.5 text-sm font-semibold', className)}>
          <Icon name={icon} /> {VERDICT_WORDS[verdict]}
        </p>
        <h3 id={`${claimId(claim.id)}-title`} className="max-w-[60ch] text-base font-medium">
          {claim.statement}
        </h3>
        <p className="mt-1 text-xs text-faint">
          {claim.source === null
            ? 'An expectation; no paper cited here has measured it.'
            : `${claim.source.name}, arXiv ${claim.source.arxiv}`}
        </p>
        {claim.remark !== undefined && <p className="mt-1 max-w-[65ch] text-xs text-soft">{claim.remark}</p>}
      </div>
      <div className="min-w-0">
        <EvidenceTable title="Measured by us" evidence={ours} words={OUTCOME_WORDS} />
      </div>
      <div className="min-w-0 xl:border-l xl:border-dashed xl:border-line-strong/60 xl:pl-4">
        {published.length === 0 ? (
          <p className="text-sm text-soft">
            <span className="block text-xs font-medium text-faint">Published</span>
            no figures that could be compared
          </p>
        ) : (
          <EvidenceTable title="Published" evidence={published} words={PUBLISHED_WORDS} />
        )}
      </div>
    </article>
  );
}

/** Names of regimes stay on one line; whole phrases may break. */
const SHORT = 16;

/** One measurement a line; its figures stand under what they are of where all lines compare the same two. */
function EvidenceTable({
  title,
  evidence,
  words,
}: {
  readonly title: string;
  readonly evidence: readonly Evidence[];
  readonly words: Readonly<Record<Evidence['outcome'], string>>;
}) {
  const labels = evidence.find(({ why }) => why === null)?.facts.map(({ label }) => label) ?? [];
  return (
    <table className="w-full text-sm tabular-nums">
      <thead className="text-xs text-faint">
        <tr className="align-bottom">
          <th scope="col" className="pr-3 text-left font-medium whitespace-nowrap">
            {title}
          </th>
          {labels.map((label) => (
            <th
              key={label}
              scope="col"
              className={classNames(
                'px-2 text-right font-medium',
                label.length < SHORT ? 'sm:whitespace-nowrap' : 'sm:min-w-24',
              )}
            >
              {label}
            </th>
          ))}
          <th scope="col" className="pl-3 text-left font-medium">
            <span className="sr-only">agreement</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {evidence.map(({ of, outcome, facts, digits, why }) => (
          <tr key={of} className="align-baseline">
            <th scope="row" className="py-0.5 pr-3 text-left font-normal sm:whitespace-nowrap">
              {of}
            </th>
            {why === null ? (
              facts.map((fact) => (
                <td key={fact.label} className="px-2 text-right">
                  {factValue(fact, digits)}
                </td>
              ))
            ) : (
              <td colSpan={labels.length + 1} className="px-2 text-xs text-faint">
                {words[outcome]}: {why}
              </td>
            )}
            {why === null && (
              <td
                className={classNames(
                  'w-full pl-3 sm:whitespace-nowrap',
                  outcome === 'contradicts' ? 'font-semibold text-bad' : 'text-soft',
                )}
              >
                {words[outcome]}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
