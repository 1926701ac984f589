import type { Actor } from '#base';
import type { App } from '#platform/app';
import type { Feed, FeedState } from '../../feeds/feed.ts';
import type { ItemWriter } from './itemWriter.ts';

/** What a listener is given to work with. */
export interface Listening<Settings> {
  readonly app: App;
  readonly actor: Actor;
  readonly feed: Feed;
  readonly settings: Settings;
  /** The feed's secret words by name. */
  readonly secret: Readonly<Record<string, string>>;
  readonly writer: ItemWriter;
  /** Tells what it is doing, for the screen; an error by its code. */
  readonly tell: (
    state: FeedState,
    error?: { readonly code: string; readonly params: Readonly<Record<string, string | number>> },
  ) => void;
}

/** A listener at work. */
export interface Listener {
  /** Port it listens on, where it does. */
  readonly port: number | null;
  /** Takes nothing more and closes; what was taken is with the writer. */
  stop(): Promise<void>;
}

/** Addresses as people write them: IPv4 inside IPv6 is IPv4. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/, '');
}
