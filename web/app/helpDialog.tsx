import { Kbd, Modal } from '@mantine/core';
import { text } from '#base';
import type { Action } from './actions.ts';
import { keyCaps } from './hotkeys.ts';
import { useSay } from './wording.tsx';

/** Keys that belong to every list rather than to an action. */
const LIST_KEYS: readonly (readonly [string, string])[] = [
  ['j', text('Next row')],
  ['k', text('Previous row')],
  ['Enter', text('Open the row')],
  ['/', text('Search in the list')],
];

/** All keys there are on this page, from the one list of actions. */
export function HelpDialog({
  actions,
  opened,
  onClose,
}: {
  readonly actions: readonly Action[];
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const keyed = actions.flatMap(({ keys, label }) => (keys === undefined ? [] : [[keys, label] as const]));
  return (
    <Modal opened={opened} onClose={onClose} title={say('Keys')} closeButtonProps={{ 'aria-label': say('Close') }}>
      <dl className="facts">
        {[...keyed, ...LIST_KEYS].map(([keys, label]) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              {keyCaps(keys).map((cap) => (
                <Kbd key={cap} size="xs" mr={4}>
                  {cap}
                </Kbd>
              ))}
            </dt>
            <dd>{say(label)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
