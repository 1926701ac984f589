import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** How far a piece of long work is, as the server tells it. */
export interface ProgressState {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly detail: Readonly<Record<string, string | number>>;
  /** Epoch ms; null where the server did not say. */
  readonly updatedAtMs: number | null;
}

function parse(data: string): ProgressState | null {
  const value: unknown = JSON.parse(data);
  if (typeof value !== 'object' || value === null || !('phase' in value) || !('state' in value)) return null;
  const { state } = value;
  if (state !== 'running' && state !== 'done' && state !== 'failed' && state !== 'cancelled') return null;
  const total = 'total' in value && value.total !== null ? Number(value.total) : null;
  const detail: Record<string, string | number> = {};
  if ('detail' in value && typeof value.detail === 'object' && value.detail !== null) {
    for (const [key, entry] of Object.entries(value.detail)) {
      if (typeof entry === 'string' || typeof entry === 'number') detail[key] = entry;
    }
  }
  const updatedAtMs = 'updatedAt' in value ? Date.parse(String(value.updatedAt)) : Number.NaN;
  return {
    phase: String(value.phase),
    done: 'done' in value ? Number(value.done) : 0,
    total,
    state,
    detail,
    updatedAtMs: Number.isNaN(updatedAtMs) ? null : updatedAtMs,
  };
}

/**
 * Watches long work by server-sent events; `null` until something is heard, or when `topic` is null. When it ends, everything
 * shown is read again. A lost connection is taken up again by the browser.
 */
export function useProgress(topic: string | null): ProgressState | null {
  const client = useQueryClient();
  const [progress, setProgress] = useState<ProgressState | null>(null);
  useEffect(() => {
    setProgress(null);
    if (topic === null) return undefined;
    const source = new EventSource(`/api/progress/${topic}`);
    const onEvent = (event: MessageEvent<string>) => {
      const state = parse(event.data);
      if (state === null) return;
      setProgress(state);
      if (state.state === 'running') return;
      source.close();
      void client.invalidateQueries();
    };
    source.addEventListener('message', onEvent);
    source.addEventListener('progress', onEvent);
    return () => source.close();
  }, [topic, client]);
  return progress;
}
