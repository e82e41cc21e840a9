import { describeArm, describeDevice } from '../../client/describe-arm.ts';
import { useViewLink } from '../../client/react/view-state-context.tsx';
import type { ArmState } from '../../client/session/session-state.ts';
import { ArmBadge } from '../../ui/arm-badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';

const TO_ENCODERS = { view: 'encoders' } as const;

/** One arm: letter, name, where it runs, how far it is. Leads to the encoders. */
export function ArmChip({ arm }: { readonly arm: ArmState }) {
  const link = useViewLink(TO_ENCODERS);
  const { words, progress, kind } = describeArm(arm);
  const device = describeDevice(arm);
  const details = [device, words].filter((part) => part !== '').join(' · ');
  return (
    <a
      {...link}
      data-arm={arm.letter}
      title={`${arm.name}: ${details}`}
      className="relative flex h-9 min-w-0 items-center gap-2 overflow-hidden rounded-md border border-line bg-panel pr-2.5 pl-2 transition-colors duration-150 hover:border-line-strong"
    >
      <ArmBadge letter={arm.letter} />
      <span className="hidden min-w-0 flex-col leading-tight sm:flex">
        <span className="truncate text-sm font-medium">{arm.name}</span>
        <span
          className={classNames(
            'truncate text-2xs tabular-nums',
            kind === 'failed' ? 'text-bad' : 'text-faint',
          )}
        >
          {details}
        </span>
      </span>
      <span className="text-xs text-soft sm:hidden">
        <span className="sr-only">
          {arm.name}, {details}
        </span>
        {kind === 'indexed' ? (
          <Icon name="tick" size={13} />
        ) : kind === 'failed' ? (
          <Icon name="warning" size={13} className="text-bad" />
        ) : (
          <Icon name="retry" size={13} />
        )}
      </span>
      {(kind === 'indexing' || kind === 'opening') && (
        <span
          aria-hidden="true"
          className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-arm transition-transform duration-150"
          style={{ transform: `scaleX(${progress ?? 0.05})` }}
        />
      )}
    </a>
  );
}
