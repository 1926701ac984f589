import { type RefObject, useEffect } from 'react';
import { isTyping } from '#app';

/** `j` and `k` (and the arrow keys, once in it) move the focus from row to row; the rows' own links and buttons carry `data-row`. */
export function useRowKeys(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (!(target instanceof HTMLElement) || isTyping(target)) return;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        document.querySelector('[role="dialog"][aria-modal="true"]')
      )
        return;
      const inside = frame.current?.contains(target) ?? false;
      const down = event.key === 'j' || (inside && event.key === 'ArrowDown');
      const up = event.key === 'k' || (inside && event.key === 'ArrowUp');
      if (!down && !up) return;
      const rows = [...(frame.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      // With several tables on a page the keys belong to the one that has the focus, else to the first.
      if (rows.length === 0 || event.defaultPrevented) return;
      const other = target.closest('.grid-frame');
      if (other !== null && !inside) return;
      const at = rows.findIndex((row) => row === target || row.contains(target));
      const next = rows[at === -1 ? (down ? 0 : rows.length - 1) : at + (down ? 1 : -1)];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [frame]);
}
