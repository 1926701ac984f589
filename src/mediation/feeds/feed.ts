import { z } from 'zod';
import { type FeedSettings, feedSettingsSchema } from './settings.ts';

/** What a feed is doing. `waiting`: for its next turn; `failed`: the last turn ended in an error, it is tried again. */
export const FEED_STATES = ['stopped', 'waiting', 'running', 'listening', 'connected', 'failed'] as const;
export type FeedState = (typeof FEED_STATES)[number];

/** Why something went wrong, as a code with its parameters. */
export interface FeedError {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One way by which records of a source come in by themselves. */
export interface Feed {
  readonly id: number;
  readonly code: string;
  readonly sourceId: number;
  readonly settings: FeedSettings;
  readonly hasSecret: boolean;
  readonly enabled: boolean;
  /** Counts changes, so that whoever runs it starts it anew. */
  readonly version: number;
  readonly state: FeedState;
  /** Errors in a row. */
  readonly failures: number;
  readonly nextRunAt: Date | null;
  readonly lastRunAt: Date | null;
  readonly lastOkAt: Date | null;
  readonly lastError: FeedError | null;
  readonly lastErrorAt: Date | null;
}

/** A secret: a word, or named words. */
const secret = z.union([z.string().min(1).max(20_000), z.record(z.string(), z.string().max(20_000))]);
export type FeedSecret = z.output<typeof secret>;

/** A feed as somebody adds it. */
export const newFeed = z.object({
  code: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(40),
  sourceCode: z.string().min(1).max(100),
  settings: feedSettingsSchema,
  secret: secret.optional(),
  enabled: z.boolean().default(true),
});
export type NewFeed = z.input<typeof newFeed>;

/** What of a feed may change; its kind and source stay. */
export const feedChange = z.object({
  settings: feedSettingsSchema.optional(),
  secret: secret.optional(),
  enabled: z.boolean().optional(),
});
export type FeedChange = z.input<typeof feedChange>;

/** Reads a stored secret: named words, or one word under the name `secret`. */
export function secretFields(stored: string | null): Readonly<Record<string, string>> {
  if (stored === null) return {};
  const parsed: unknown = JSON.parse(stored);
  return typeof parsed === 'string' ? { secret: parsed } : z.record(z.string(), z.string()).parse(parsed);
}
