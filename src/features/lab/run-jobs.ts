import type { Session } from '../../client/session/session.ts';
import type { Job } from './lab-form.ts';
import { useLabForm } from './lab-form.ts';

/** Runs jobs one after the other. A stopped run keeps the others waiting: `goOn` takes them up. After a failure none is started. */
export async function runJobs(session: Session, jobs: readonly Job[]): Promise<void> {
  const { change } = useLabForm.getState();
  for (const [place, { recipe, ...options }] of jobs.entries()) {
    change({ waiting: jobs.slice(place + 1) });
    await session.lab.train(recipe, options);
    if (!ended(session)) return;
  }
}

/** Whether the next job may start: a run that failed leaves the bench ready too, and drops those that wait for it. */
function ended(session: Session): boolean {
  const { phase, error } = session.store.getState().lab;
  if (phase !== 'ready') return false;
  if (error !== null) useLabForm.getState().change({ waiting: [] });
  return error === null;
}

export async function goOn(session: Session): Promise<void> {
  await session.lab.goOn();
  if (ended(session)) await runJobs(session, useLabForm.getState().waiting);
}

/** A run that was kept half-way is compared with nothing. */
export async function keep(session: Session): Promise<void> {
  useLabForm.getState().change({ waiting: [] });
  await session.lab.keep();
}

export function discard(session: Session): void {
  useLabForm.getState().change({ waiting: [] });
  session.lab.discard();
}
