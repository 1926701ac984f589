import { Button, Group, Modal, PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ReplyOf, useAct, useSay } from '#app';
import { Trouble } from '#kit';
import {
  addFeedEndpoint,
  changeFeedEndpoint,
  FEED_KINDS,
  type FeedKind,
  type FeedReply,
  feedSettingsSchema,
  type listSourcesEndpoint,
} from '#mediation';
import { FEED_KIND_NAMES, FIRST_SETTINGS } from './feedNames.ts';

interface FeedDialogProps {
  /** Null: a new one. */
  readonly feed: FeedReply | null;
  readonly sources: ReplyOf<typeof listSourcesEndpoint>['sources'];
  readonly onClose: () => void;
}

/** Sets a feed up, or changes it; the secret goes in and never comes out. */
export function FeedDialog({ feed, sources, onClose }: FeedDialogProps) {
  const say = useSay();
  const add = useAct(addFeedEndpoint);
  const change = useAct(changeFeedEndpoint);
  const [code, setCode] = useState(feed?.code ?? '');
  const [source, setSource] = useState(feed?.sourceCode ?? '');
  const [kind, setKind] = useState<FeedKind>(feed?.kind ?? 'folder');
  const [settings, setSettings] = useState(() => written(feed === null ? FIRST_SETTINGS.folder : withoutKind(feed)));
  const [secret, setSecret] = useState('');
  const read = readSettings(kind, settings);
  const { error } = feed === null ? add : change;
  const save = () => {
    if (read === null) return;
    const given = secret === '' ? {} : { secret: secretOf(secret) };
    const done = { onSuccess: onClose };
    if (feed === null) add.mutate({ body: { code, sourceCode: source, settings: read, ...given } }, done);
    else change.mutate({ params: { code }, body: { settings: read, ...given } }, done);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={feed === null ? say('New feed') : say('Feed {feed}', { feed: feed.code })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Stack gap="sm">
        {feed === null && (
          <>
            <TextInput
              label={say('Short name')}
              description={say('Small letters, digits and hyphens')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              data-autofocus
            />
            <Select
              label={say('Source')}
              data={sources.map((each) => ({ value: each.code, label: each.name }))}
              value={source === '' ? null : source}
              onChange={(value) => setSource(value ?? '')}
              searchable
            />
            <Select
              label={say('Kind')}
              data={FEED_KINDS.map((each) => ({ value: each, label: say(FEED_KIND_NAMES[each]) }))}
              value={kind}
              onChange={(value) => {
                const chosen = FEED_KINDS.find((each) => each === value) ?? 'folder';
                setKind(chosen);
                setSettings(written(FIRST_SETTINGS[chosen]));
              }}
              allowDeselect={false}
            />
          </>
        )}
        <Textarea
          label={say('Settings (JSON)')}
          value={settings}
          onChange={(event) => setSettings(event.currentTarget.value)}
          error={read === null ? say('This does not fit the kind of feed') : undefined}
          autosize
          minRows={4}
          maxRows={16}
          styles={{ input: { fontFamily: 'monospace' } }}
        />
        <PasswordInput
          label={say('Secret')}
          description={say('A password, or JSON with named words. What is stored stays where this is empty.')}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': say('Show the secret') }}
        />
        {error && <Trouble error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button
            onClick={save}
            disabled={read === null || code === '' || source === ''}
            loading={add.isPending || change.isPending}
          >
            {say('Save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const written = (settings: object): string => JSON.stringify(settings, null, 2);

function withoutKind({ settings }: FeedReply): object {
  const { kind: _kind, ...rest } = settings;
  return rest;
}

function readSettings(kind: FeedKind, text: string) {
  try {
    const given: unknown = JSON.parse(text);
    const read = feedSettingsSchema.safeParse({ ...(given as object), kind });
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Named words where somebody gives JSON, else one word. */
function secretOf(text: string): string | Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, string>;
  } catch {
    // A word that is no JSON.
  }
  return text;
}
