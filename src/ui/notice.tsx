import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

const TONES = {
  note: 'bg-note-wash border-note-line',
  bad: 'bg-bad-wash border-bad-line',
} as const;

/** What happened, where, and the step that leads on. */
export function Notice({
  tone = 'note',
  title,
  children,
  actions,
}: {
  readonly tone?: keyof typeof TONES;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={classNames('rounded-lg border px-3.5 py-3 text-sm', TONES[tone])}>
      <p className={classNames('flex items-start gap-2', children !== undefined && 'font-semibold')}>
        <Icon
          name={tone === 'bad' ? 'warning' : 'info'}
          className={classNames('mt-0.5', tone === 'bad' && 'text-bad')}
        />
        <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
      </p>
      {children !== undefined && (
        <div className="mt-1 space-y-1 pl-6 text-soft [overflow-wrap:anywhere]">{children}</div>
      )}
      {Boolean(actions) && <div className="mt-2.5 flex flex-wrap gap-2 pl-6">{actions}</div>}
    </div>
  );
}
