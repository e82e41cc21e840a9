import { useState } from 'react';
import { placeWords, shortRevision } from '../../client/own-encoder.ts';
import { useSession, useSessionState } from '../../client/react/session-context.tsx';
import type { OwnEncoder } from '../../client/session/library-state.ts';
import type { EncoderProfile } from '../../protocol/encoder.ts';
import { keptModelKey, settingsOf } from '../../protocol/encoder.ts';
import { toWireError } from '../../protocol/errors.ts';
import type { WireError } from '../../protocol/errors.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { TwoStepButton } from '../../ui/two-step-button.tsx';
import { FileTable } from './add/file-list.tsx';
import { foundBefore } from './add/found-from.ts';
import { ModelError } from './add/model-error.tsx';
import { POOLING_WORDS, SettingsFields } from './add/settings-fields.tsx';
import { ChoiceCard } from './encoder-card.tsx';
import { Facts } from './facts.tsx';

/** Id of the heading over the cards. */
export const LIBRARY_TITLE = 'library-title';

/** An encoder of the person's own that is here: what it is, what it is run with, and the way out again. */
export function OwnCard({ own, profile }: { readonly own: OwnEncoder; readonly profile: EncoderProfile }) {
  const session = useSession();
  const inUse = useSessionState(({ arms }) => arms.filter((arm) => arm.encoder?.id === own.id).length > 0);
  const [error, setError] = useState<WireError | null>(null);
  const notice = own.state.kind === 'kept' ? own.state.notice : null;
  const { dimensions, fullDimensions } = profile;
  const remove = (): void => {
    session.library.remove([{ kind: 'model', key: keptModelKey(own.id) }]).then(
      // The card is gone, and with it the focus.
      () => document.getElementById(LIBRARY_TITLE)?.focus(),
      (reason: unknown) => {
        setError(toWireError(reason));
      },
    );
  };
  return (
    <ChoiceCard id={own.id} name={profile.name} summary={`An encoder of yours, from ${placeWords(own.ref)}.`}>
      <Facts
        facts={[
          ['Size', formatBytes(profile.bytes)],
          [
            'Dimensions',
            fullDimensions === null || fullDimensions === dimensions
              ? formatCount(dimensions)
              : `the first ${formatCount(dimensions)} of ${formatCount(fullDimensions)}`,
          ],
          ['Weights', profile.dtype],
          ['Pooling', POOLING_WORDS[profile.pooling]],
          ['Unit length', profile.normalize ? 'yes' : 'no'],
          ['Longest input', `${formatCount(profile.maxTokens)} tokens`],
          ['Licence', profile.licence ?? 'not stated'],
          ['Revision', shortRevision(profile.revision)],
        ]}
      />
      {notice !== null && <Notice title={notice} />}
      <Disclosure summary={`Its files, ${formatBytes(profile.bytes)}, and their hashes`}>
        <FileTable files={profile.files} />
      </Disclosure>
      <Disclosure summary="Its settings, and others with the same files">
        <ChangeSettings own={own} profile={profile} />
      </Disclosure>
      {error !== null && <ModelError error={error} />}
      <div className="flex flex-wrap items-center gap-2">
        <TwoStepButton
          label={`Remove ${profile.name} from this browser`}
          sure={`Remove it, ${formatBytes(profile.bytes)}`}
          onSure={remove}
        >
          Remove from this browser
        </TwoStepButton>
        {inUse && (
          <span className="text-xs text-faint">
            It is in use: what is open stays open until the page is closed.
          </span>
        )}
      </div>
    </ChoiceCard>
  );
}

/** Other settings make another encoder; its files are here already. */
function ChangeSettings({ own, profile }: { readonly own: OwnEncoder; readonly profile: EncoderProfile }) {
  const session = useSession();
  const before = settingsOf(profile);
  const [settings, setSettings] = useState(before);
  const [state, setState] = useState<'idle' | 'working' | 'done' | WireError>('idle');
  const unchanged = JSON.stringify(settings) === JSON.stringify(before);
  const make = async (): Promise<void> => {
    setState('working');
    try {
      await session.library.change(own.id, settings);
      setState('done');
      setSettings(before);
    } catch (reason) {
      setState(toWireError(reason));
    }
  };
  return (
    <div className="space-y-3">
      <SettingsFields
        settings={settings}
        from={foundBefore(profile, before, settings)}
        limits={{
          maxTokens: profile.about?.longest ?? null,
          dimensions: profile.fullDimensions ?? profile.dimensions,
          matryoshka: profile.about?.matryoshka ?? [],
        }}
        onChange={(next) => {
          setSettings(next);
          setState('idle');
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button small disabled={unchanged || state === 'working'} onClick={() => void make()}>
          Make an encoder with these settings
        </Button>
        <span role="status" className="text-xs text-faint">
          {state === 'done'
            ? 'It stands among the cards, with an id of its own.'
            : 'Nothing is fetched for it, and this one stays as it is.'}
        </span>
      </div>
      {typeof state === 'object' && <ModelError error={state} />}
    </div>
  );
}
