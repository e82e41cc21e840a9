import { useEffect, useRef, useState } from 'react';
import { useSessionState } from '../../../client/react/session-context.tsx';
import { ENCODER_CATALOGUE } from '../../../domain/catalogue/encoders.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { AdditionPanel } from './addition-panel.tsx';
import { CatalogueList } from './catalogue-list.tsx';
import { FolderForm } from './folder-form.tsx';
import { PlaceForm } from './place-form.tsx';
import { HUB, readHost } from './read-place.ts';

const WAYS = [
  { value: 'catalogue', label: 'Catalogue' },
  { value: 'place', label: 'Id or address' },
  { value: 'folder', label: 'Folder' },
] as const;
type Way = (typeof WAYS)[number]['value'];

/** Three ways to an encoder of one's own. What was begun stays when another view is looked at. */
export function AddEncoder() {
  const addition = useSessionState((state) => state.library.addition);
  const [way, setWay] = useState<Way>('place');
  const [host, setHost] = useState(HUB);
  const begun = addition !== null;
  const panel = useRef<HTMLDivElement>(null);
  const wasBegun = useRef(begun);
  useEffect(() => {
    // The button that put it aside is gone, and with it the focus.
    if (wasBegun.current && !begun) panel.current?.focus();
    wasBegun.current = begun;
  }, [begun]);
  const origin = readHost(host, window.location.origin);
  return (
    <div ref={panel} tabIndex={-1} className="outline-none">
      <Panel
        title="Add an encoder"
        aside={
          addition === null && <Segmented<Way> legend="From" value={way} options={WAYS} onChange={setWay} />
        }
      >
        {addition !== null ? (
          <AdditionPanel addition={addition} />
        ) : way === 'place' ? (
          <div className="space-y-3">
            <PlaceForm host={host} onHost={setHost} />
            <p className="text-sm text-soft">
              Not sure which?{' '}
              <Button
                small
                onClick={() => {
                  setWay('catalogue');
                }}
              >
                See {ENCODER_CATALOGUE.length} well-known multilingual encoders
              </Button>
            </p>
          </div>
        ) : way === 'folder' ? (
          <FolderForm />
        ) : (
          <div className="space-y-3">
            <CatalogueList host={origin ?? HUB} />
            <div className="max-w-sm">
              <TextField
                label="Host"
                value={host}
                hint="The Hub, or a mirror with the same addresses."
                problem={origin === null ? 'The host has to be an address that begins with https://.' : null}
                onChange={setHost}
              />
            </div>
          </div>
        )}
      </Panel>
    </div>
  );
}
