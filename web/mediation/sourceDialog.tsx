import { Autocomplete, Button, Fieldset, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useSay } from '#app';
import { Trouble } from '#kit';
import {
  addSourceEndpoint,
  changeSourceEndpoint,
  DURATION_ROUNDINGS,
  newSourceBody,
  SOURCE_KINDS,
  SOURCE_ROLES,
  type SourceReply,
} from '#mediation';
import { FORMAT_KIND_NAMES } from './names.ts';
import {
  draftOf,
  type ListedFormat,
  missingSettings,
  type SourceDraft,
  saidSettings,
  settingsOf,
  typedSettings,
} from './sourceDraft.ts';
import { ROUNDING_NAMES, SOURCE_ROLE_NAMES } from './sourceNames.ts';
import { SettingFields } from './sourceSettings.tsx';
import { SupplierListSelect } from './supplierListSelect.tsx';

interface SourceDialogProps {
  /** Null: a new one. */
  readonly source: SourceReply | null;
  /** It brought files already: what they are for stays. */
  readonly hasFiles: boolean;
  readonly formats: readonly ListedFormat[];
  /** Where a new one is unless somebody says otherwise. */
  readonly place: { readonly zone: string; readonly country: string };
  readonly onClose: () => void;
}

/** Adds a source, or changes how its later files are read and what its calls cost. */
export function SourceDialog({ source, hasFiles, formats, place, onClose }: SourceDialogProps) {
  const say = useSay();
  const { draft, set, save, blocked, error, saving } = useSourceForm(source, formats, place, onClose);
  const fields = { source, draft, set, formats };
  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={source === null ? say('New source') : `${say('Source')} ${source.code}`}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked && !saving) save();
        }}
      >
        <Stack gap="sm">
          <IdentityFields {...fields} hasFiles={hasFiles} />
          <ReadingFields {...fields} />
          <CostFields {...fields} />
          {error && <Trouble error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" disabled={blocked} loading={saving}>
              {say('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useSourceForm(
  source: SourceReply | null,
  formats: readonly ListedFormat[],
  place: SourceDialogProps['place'],
  onClose: () => void,
) {
  const add = useAct(addSourceEndpoint);
  const change = useAct(changeSourceEndpoint);
  const [draft, setDraft] = useState(() => draftOf(source, formats, place));
  const set = (changed: Partial<SourceDraft>) => setDraft((before) => ({ ...before, ...changed }));
  const settings = settingsOf(formats, draft.format);
  const blocked =
    (source === null && !isCode(draft.code)) ||
    [draft.name, draft.format, draft.zone].some((each) => each.trim() === '') ||
    !/^[A-Z]{2}$/.test(draft.country) ||
    missingSettings(settings, draft.settings).length > 0;
  const save = () => {
    const { code, kind, ...said } = draft;
    const body = { ...said, settings: saidSettings(settings, draft.settings) };
    const done = { onSuccess: onClose };
    if (source === null) add.mutate({ body: { ...body, code, kind } }, done);
    else change.mutate({ params: { code }, body }, done);
  };
  const { error } = source === null ? add : change;
  return { draft, set, save, blocked, error, saving: add.isPending || change.isPending };
}

/** Whether it can be the short name of a source. */
function isCode(typed: string): boolean {
  return newSourceBody.shape.code.safeParse(typed).success;
}

interface FieldsProps {
  readonly source: SourceReply | null;
  readonly draft: SourceDraft;
  readonly set: (changed: Partial<SourceDraft>) => void;
  readonly formats: readonly ListedFormat[];
}

function IdentityFields({ source, draft, set, hasFiles }: FieldsProps & { readonly hasFiles: boolean }) {
  const say = useSay();
  return (
    <>
      <Group gap="xs" grow align="flex-start">
        {source === null && (
          <TextInput
            size="xs"
            label={say('Short name')}
            description={say('Small letters, digits and hyphens')}
            required
            error={draft.code !== '' && !isCode(draft.code)}
            value={draft.code}
            onChange={(event) => set({ code: event.currentTarget.value })}
            data-autofocus
          />
        )}
        <TextInput
          size="xs"
          label={say('Name')}
          {...(source === null ? { description: say('As screens and reports show it') } : { 'data-autofocus': true })}
          required
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
      </Group>
      <Group gap="xs" grow align="flex-start">
        {source === null && (
          <Select
            size="xs"
            label={say('Kind')}
            value={draft.kind}
            onChange={(value) => set({ kind: SOURCE_KINDS.find((one) => one === value) ?? 'carrier' })}
            allowDeselect={false}
            data={SOURCE_KINDS.map((value) => ({ value, label: say(FORMAT_KIND_NAMES[value] ?? value) }))}
          />
        )}
        <Select
          size="xs"
          label={say('Its calls are')}
          {...(hasFiles ? { description: say('Stays as it is once files came in') } : {})}
          disabled={hasFiles}
          value={draft.role}
          onChange={(value) => set({ role: SOURCE_ROLES.find((one) => one === value) ?? 'billing' })}
          allowDeselect={false}
          data={SOURCE_ROLES.map((value) => ({ value, label: say(SOURCE_ROLE_NAMES[value]) }))}
        />
      </Group>
    </>
  );
}

/** What later files are read by. */
function ReadingFields({ source, draft, set, formats }: FieldsProps) {
  const say = useSay();
  const choose = (format: string) => {
    // Settings belong to a format: another one begins with its own.
    const given = source !== null && source.format === format ? source.settings : {};
    set({ format, settings: typedSettings(settingsOf(formats, format), given) });
  };
  return (
    <Fieldset legend={say('How its records are read')}>
      <Stack gap="sm">
        {source !== null && (
          <Text size="xs" className="muted">
            {say('A change holds for files that come in from now on; what is in stays as it was read.')}
          </Text>
        )}
        <Select
          size="xs"
          label={say('Format')}
          required
          searchable
          value={draft.format === '' ? null : draft.format}
          onChange={(value) => choose(value ?? draft.format)}
          allowDeselect={false}
          data={formats.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Group gap="xs" grow align="flex-start">
          <Autocomplete
            size="xs"
            label={say('Time zone')}
            description={say('Of times without one of their own')}
            required
            limit={20}
            value={draft.zone}
            onChange={(zone) => set({ zone })}
            data={ZONES}
          />
          <TextInput
            size="xs"
            label={say('Country of the numbers')}
            description={say('Its short numbers are priced by it')}
            required
            maxLength={2}
            value={draft.country}
            onChange={(event) => set({ country: event.currentTarget.value.toUpperCase() })}
          />
        </Group>
        <SettingFields
          settings={settingsOf(formats, draft.format)}
          typed={draft.settings}
          onChange={(settings) => set({ settings })}
        />
      </Stack>
    </Fieldset>
  );
}

const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** What all its calls are rated by. */
function CostFields({ source, draft, set }: FieldsProps) {
  const say = useSay();
  return (
    <Fieldset legend={say('What its calls cost')}>
      <Stack gap="sm">
        {source !== null && (
          <Text size="xs" className="muted">
            {say(
              'A change here, or of the country, holds for all calls: those not billed yet are rated again, and where it alters what customers pay, issued invoices are corrected by the next bill.',
            )}{' '}
            <Link to="/rerating">{say('Rate again')}</Link>
          </Text>
        )}
        <Group gap="xs" grow>
          <SupplierListSelect
            value={draft.supplierPriceList}
            onChange={(supplierPriceList) => set({ supplierPriceList })}
          />
          <Select
            size="xs"
            label={say('Parts of a second')}
            value={draft.durationRounding}
            onChange={(value) => set({ durationRounding: DURATION_ROUNDINGS.find((one) => one === value) ?? 'ceil' })}
            allowDeselect={false}
            data={DURATION_ROUNDINGS.map((value) => ({ value, label: say(ROUNDING_NAMES[value]) }))}
          />
        </Group>
      </Stack>
    </Fieldset>
  );
}
