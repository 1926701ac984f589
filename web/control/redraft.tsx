import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { type ReplyOf, useAct, useMay, usePageActions, useProgress, useSay } from '#app';
import { text } from '#base';
import type { getRunEndpoint } from '#billing';
import { draftTopic, startRunEndpoint } from '#control';
import { RunProgress, Trouble } from '#kit';

type Run = ReplyOf<typeof getRunEndpoint>;

/** Whose drafts are made. */
interface Whom {
  readonly month: string;
  /** Everybody who is in no other run of the month where absent. */
  readonly scope?: Run['scope'];
}

/** Making the drafts of a run, as a page does it. */
export interface Redraft {
  readonly start: () => void;
  /** From the click until the drafts are made and checked. */
  readonly busy: boolean;
  readonly topic: string | null;
  readonly progress: ReturnType<typeof useProgress>;
  readonly error: Error | null;
}

/** @param drawing topic of a drawing that somebody else has begun */
export function useRedraft({ month, scope }: Whom, drawing: string | null = null): Redraft {
  const [begun, setBegun] = useState<string | null>(null);
  const topic = begun ?? drawing;
  const progress = useProgress(topic);
  const { mutate, isPending, error } = useAct(startRunEndpoint);
  const start = useCallback(() => {
    // The same topic a second time is listened to anew.
    setBegun(null);
    mutate(
      { body: { month, ...(scope === undefined ? {} : { scope }) } },
      { onSuccess: (reply: ReplyOf<typeof startRunEndpoint>) => setBegun(reply.topic) },
    );
  }, [mutate, month, scope]);
  const waiting = begun !== null && progress === null;
  return { start, busy: isPending || waiting || progress?.state === 'running', topic, progress, error };
}

/** The key for it: the same on every page that has it. */
export function useRedraftKey(possible: boolean, start: () => void): void {
  usePageActions(
    useMemo(
      () =>
        possible
          ? [{ id: 'draft', label: text('Make the drafts'), keys: 'd', group: 'page', run: start } as const]
          : [],
      [possible, start],
    ),
  );
}

/** Making the drafts of a run again from where something was just mended: what is mended is no finding any more. */
export function useRedraftOf(run: Run | undefined) {
  const may = useMay();
  // Come to while it is still being drawn, the page follows and is read again at the end.
  const isDrawn = run !== undefined && (run.state === 'draft' || run.state === 'calculated');
  const redraft = useRedraft(run ?? NOBODY, isDrawn ? draftTopic(run.month, run.scope) : null);
  const possible = run !== undefined && may('runs.draft') && (run.state === 'calculated' || run.state === 'inReview');
  useRedraftKey(possible, redraft.start);
  return { ...redraft, possible };
}

const NOBODY: Whom = { month: '' };

export function RedraftButton({ of }: { readonly of: ReturnType<typeof useRedraftOf> }) {
  const say = useSay();
  if (!of.possible) return null;
  return (
    <Button variant="default" onClick={of.start} loading={of.busy} title={say('What was mended is gone then.')}>
      {say('Make the drafts again')}
    </Button>
  );
}

export function RedraftProgress({ of }: { readonly of: Redraft }) {
  return (
    <>
      {of.error && <Trouble error={of.error} />}
      <RunProgress progress={of.progress} topic={of.topic} />
    </>
  );
}
