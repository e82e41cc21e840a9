import { useEffect, useState } from 'react';
import { useSession } from '../../client/react/session-context.tsx';
import { announcements } from '../announcements.ts';

/** Reads out what happens in the background. */
export function Announcer() {
  const session = useSession();
  const [text, setText] = useState('');
  useEffect(
    () =>
      session.store.subscribe((after, before) => {
        const news = announcements(before, after);
        if (news.length > 0) setText(news.join(' '));
      }),
    [session],
  );
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
