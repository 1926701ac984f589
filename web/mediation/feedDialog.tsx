import { Button, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ReplyOf, useAct, useSay } from '#app';
import { Trouble } from '#kit';
import {
  addFeedEndpoint,
  changeFeedEndpoint,
  FEED_KINDS,
  type FeedKind,
  type FeedReply,
  type listSourcesEndpoint,
  secretWays,
} from '#mediation';
import type { FeedDraft } from './feedDraft.ts';
import { draftOf, firstDraft, useKnownApi, useReadDraft } from './feedForm.ts';
import { FEED_KIND_NAMES } from './feedNames.ts';
import { FeedSecret, givenSecret, missingWords, type TypedSecret } from './feedSecret.tsx';
import { FeedSettings, FeedText, fieldPaths } from './feedSettings.tsx';

type Sources = ReplyOf<typeof listSourcesEndpoint>['sources'];

interface FeedDialogProps {
  /** Null: a new one. */
  readonly feed: FeedReply | null;
  readonly sources: Sources;
  readonly onClose: () => void;
}

/** Whose records a feed brings, and which way. */
interface Identity {
  readonly code: string;
  readonly source: string;
  readonly kind: FeedKind;
}

/** Sets a feed up, or changes it; the secret goes in and never comes out. */
export function FeedDialog({ feed, sources, onClose }: FeedDialogProps) {
  const say = useSay();
  const form = useFeedForm(feed, sources, onClose);
  const { identity, read } = form;
  const fields = new Set(form.asText ? [] : fieldPaths(identity.kind, read.variables));
  const unseen = [...read.errors].filter(([path]) => !fields.has(path)).map(([path, trouble]) => `${path}: ${trouble}`);
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={feed === null ? say('New feed') : say('Feed {feed}', { feed: feed.code })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Stack gap="sm">
        {feed === null && <IdentityFields value={identity} onChange={form.identify} sources={sources} />}
        {form.asText ? (
          <FeedText draft={form.draft ?? {}} onChange={form.setDraft} />
        ) : (
          <FeedSettings
            key={identity.kind}
            kind={identity.kind}
            draft={form.draft ?? {}}
            onChange={form.setDraft}
            errors={form.tried ? read.errors : NO_ERRORS}
            known={form.known}
            variables={read.variables}
          />
        )}
        <FeedSecret
          key={`${identity.kind} secret`}
          ways={form.ways}
          typed={form.secret}
          onChange={form.setSecret}
          stored={feed?.hasSecret === true}
          missing={form.tried ? form.missing : []}
        />
        {form.tried && unseen.length > 0 && <div role="alert">{unseen.join(' · ')}</div>}
        {form.error && <Trouble error={form.error} />}
        <Group justify="space-between">
          <Switch
            size="xs"
            label={say('As text')}
            checked={form.asText}
            disabled={form.draft === null}
            onChange={(event) => form.setAsText(event.currentTarget.checked)}
          />
          <Group>
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button onClick={form.save} loading={form.saving} disabled={identity.code === '' || identity.source === ''}>
              {say('Save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}

const NO_ERRORS: ReadonlyMap<string, string> = new Map();

function useFeedForm(feed: FeedReply | null, sources: Sources, onClose: () => void) {
  const add = useAct(addFeedEndpoint);
  const change = useAct(changeFeedEndpoint);
  const [identity, setIdentity] = useState<Identity>({
    code: feed?.code ?? '',
    source: feed?.sourceCode ?? '',
    kind: feed?.kind ?? 'folder',
  });
  const [draft, setDraft] = useState<FeedDraft | null>(() => (feed === null ? firstDraft('folder') : draftOf(feed)));
  const [secret, setSecret] = useState<TypedSecret>({});
  const [asText, setAsText] = useState(false);
  const [tried, setTried] = useState(false);
  const { code, source, kind } = identity;
  const format = sources.find((each) => each.code === source)?.format;
  const known = useKnownApi(format, kind, draft ?? {});
  const read = useReadDraft(kind, draft ?? {}, known);
  const ways = secretWays(read.effective);
  // What is stored stays where nothing is typed; typed anew it is typed whole.
  const given = givenSecret(secret);
  const missing = given === undefined && feed?.hasSecret === true ? [] : missingWords(ways, secret);
  const identify = (next: Identity) => {
    if (next.kind !== kind) {
      setDraft(firstDraft(next.kind));
      setSecret({});
      setTried(false);
    }
    setIdentity(next);
  };
  const save = () => {
    setTried(true);
    const { settings, errors } = read;
    if (draft === null || settings === null || errors.size > 0 || missing.length > 0) return;
    const body = { settings, ...(given === undefined ? {} : { secret: given }) };
    const done = { onSuccess: onClose };
    if (feed === null) add.mutate({ body: { code, sourceCode: source, ...body } }, done);
    else change.mutate({ params: { code }, body }, done);
  };
  return {
    ...{
      identity,
      identify,
      draft,
      setDraft,
      secret,
      setSecret,
      asText,
      setAsText,
      tried,
      known,
      read,
      ways,
      missing,
      save,
    },
    error: (feed === null ? add : change).error,
    saving: add.isPending || change.isPending,
  };
}

interface IdentityFieldsProps {
  readonly value: Identity;
  readonly onChange: (value: Identity) => void;
  readonly sources: Sources;
}

function IdentityFields({ value, onChange, sources }: IdentityFieldsProps) {
  const say = useSay();
  return (
    <>
      <TextInput
        size="xs"
        label={say('Short name')}
        description={say('Small letters, digits and hyphens')}
        value={value.code}
        onChange={(event) => onChange({ ...value, code: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        size="xs"
        label={say('Source')}
        data={sources.map((each) => ({ value: each.code, label: each.name }))}
        value={value.source === '' ? null : value.source}
        onChange={(chosen) => onChange({ ...value, source: chosen ?? '' })}
        searchable
      />
      <Select
        size="xs"
        label={say('Kind')}
        data={FEED_KINDS.map((each) => ({ value: each, label: say(FEED_KIND_NAMES[each]) }))}
        value={value.kind}
        onChange={(chosen) => onChange({ ...value, kind: FEED_KINDS.find((each) => each === chosen) ?? 'folder' })}
        allowDeselect={false}
      />
    </>
  );
}
