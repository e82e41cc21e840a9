import { useSessionState } from '../../client/react/session-context.tsx';
import { useViewState } from '../../client/react/view-state-context.tsx';
import { trainedOn } from '../../client/trained-on.ts';
import type { View } from '../../client/view-state.ts';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';

/** Views whose figures are means over queries. */
const JUDGED: ReadonlySet<View> = new Set<View>(['recall', 'queries', 'bias', 'xqg']);

/** Says which questions judge nobody while arms of the Lab are on the screen. */
export function JudgingNotice() {
  const [{ view }] = useViewState();
  const arms = useSessionState((state) => state.arms);
  const keys = trainedOn(arms).length;
  if (keys === 0 || !JUDGED.has(view)) return null;
  const trained = arms.filter(({ lab }) => (lab?.training.length ?? 0) > 0).map(({ letter }) => letter);
  return (
    <div className="mx-auto mb-4 max-w-[96rem]">
      <Notice
        title={`${trained.length === 1 ? 'Arm' : 'Arms'} ${trained.join(', ')} ${trained.length === 1 ? 'was' : 'were'} trained in the Lab`}
      >
        <p>
          {`Questions about the ${plural(keys, 'text')} of the training half judge no arm here: all arms are compared on the questions that were held out.`}
        </p>
      </Notice>
    </div>
  );
}
