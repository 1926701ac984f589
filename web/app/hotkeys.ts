import { useEffect, useRef } from 'react';
import type { Action } from './actions.ts';

/** How long after the first key of `g m` the second may come. */
const SEQUENCE_MS = 1200;

/** Whether somebody is writing there, so that single keys are letters; choosing with radio buttons is not writing. */
export function isTyping(target: EventTarget | null): boolean {
  const fields = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable="true"]';
  return target instanceof HTMLElement && target.matches(fields);
}

/** The key of an event as actions write it: `mod+k`, `?`, `g`. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : event.altKey ? `alt+${key}` : key;
}

/** Runs actions by their keys; single keys rest while somebody types or a dialog is open. */
export function useHotkeys(actions: readonly Action[], run: (action: Action) => void): void {
  const first = useRef<{ key: string; at: number } | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyOf(event);
      const global = key.startsWith('mod+');
      if (!global && (isTyping(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]'))) return;
      const before = first.current;
      first.current = { key, at: event.timeStamp };
      const sequence = before && event.timeStamp - before.at < SEQUENCE_MS ? `${before.key} ${key}` : null;
      const action = actions.find(({ keys }) => keys === sequence) ?? actions.find(({ keys }) => keys === key);
      if (action === undefined) return;
      event.preventDefault();
      first.current = null;
      run(action);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [actions, run]);
}

/** Keys for people: `Ctrl K`, `G then M` as separate caps. */
export function keyCaps(keys: string): readonly string[] {
  return keys.split(' ').flatMap((key) => key.split('+').map((part) => (part === 'mod' ? 'Ctrl' : part.toUpperCase())));
}
