import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, usePageActions, useSay } from '#app';
import { addDays, text } from '#base';
import { addSiteEndpoint, changeSiteEndpoint, listSitesEndpoint } from '#crm';
import { type Column, DataGrid, DateText, EmptyState, Loaded, Trouble } from '#kit';
import type { Customer } from './customerDraft.ts';

type Site = ReplyOf<typeof listSitesEndpoint>['rows'][number];

const BEGINNING = '1900-01-01';

function useColumns(): readonly Column<Site>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'code', title: say('Code'), cell: (row) => row.code },
      { key: 'name', title: say('Name'), cell: (row) => row.name },
      { key: 'street', title: say('Street'), cell: (row) => row.street },
      { key: 'city', title: say('City'), cell: (row) => `${row.postcode} ${row.city}` },
      { key: 'country', title: say('Country'), cell: (row) => row.country },
      { key: 'costCentre', title: say('Cost centre'), cell: (row) => row.costCentre ?? '–' },
      {
        key: 'from',
        title: say('From'),
        cell: (row) => (row.validFrom === BEGINNING ? '–' : <DateText date={row.validFrom} />),
      },
      {
        key: 'to',
        title: say('To'),
        cell: (row) => (row.validTo === null ? '–' : <DateText date={addDays(row.validTo, -1)} />),
      },
    ],
    [say],
  );
}

/** Places of a customer, each opens to be changed. */
export function SitesTab({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const sites = useCall(listSitesEndpoint, { params: { customerId: customer.id } });
  const columns = useColumns();
  const [open, setOpen] = useState<Site | 'new' | null>(null);
  const mayWrite = useMay()('customers.write') && customer.closedOn === null;
  usePageActions(
    useMemo(
      () =>
        mayWrite
          ? [{ id: 'newSite', label: text('New site'), keys: 'n', group: 'page', run: () => setOpen('new') } as const]
          : [],
      [mayWrite],
    ),
  );
  return (
    <Stack gap="sm">
      {mayWrite && (
        <Group justify="flex-end">
          <Button onClick={() => setOpen('new')}>{say('New site')}</Button>
        </Group>
      )}
      <Loaded of={sites}>
        {({ rows }) => (
          <DataGrid
            label={say('Sites')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            {...(mayWrite ? { onOpen: setOpen } : {})}
            empty={
              <EmptyState title={say('No site')}>
                {say('A customer with several places can have an invoice for each.')}
              </EmptyState>
            }
          />
        )}
      </Loaded>
      {open !== null && (
        <SiteDialog customer={customer} site={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Stack>
  );
}

interface DialogProps {
  readonly customer: Customer;
  readonly site: Site | null;
  readonly onClose: () => void;
}

function SiteDialog({ customer, site, onClose }: DialogProps) {
  const say = useSay();
  const add = useAct(addSiteEndpoint);
  const change = useAct(changeSiteEndpoint);
  const [draft, setDraft] = useState({
    code: site?.code ?? '',
    name: site?.name ?? '',
    street: site?.street ?? '',
    postcode: site?.postcode ?? '',
    city: site?.city ?? '',
    country: site?.country ?? customer.country,
    costCentre: site?.costCentre ?? '',
    validFrom: site === null || site.validFrom === BEGINNING ? '' : site.validFrom,
    validTo: site?.validTo ?? '',
  });
  const field = (key: keyof typeof draft, label: string, more: object = {}) => (
    <TextInput
      label={label}
      value={draft[key]}
      onChange={(event) => setDraft({ ...draft, [key]: event.currentTarget.value })}
      {...more}
    />
  );
  const body = {
    ...draft,
    country: draft.country.toUpperCase(),
    costCentre: draft.costCentre.trim() || null,
    validFrom: draft.validFrom || BEGINNING,
    validTo: draft.validTo || null,
  };
  const params = { customerId: customer.id };
  const save = () =>
    site === null
      ? add.mutate({ params, body }, { onSuccess: onClose })
      : change.mutate({ params: { ...params, siteId: site.id }, body }, { onSuccess: onClose });
  const error = add.error ?? change.error;
  const complete = [draft.code, draft.name, draft.street, draft.postcode, draft.city, draft.country].every(
    (each) => each.trim() !== '',
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={site === null ? say('New site') : say('Change {site}', { site: site.code })}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="xs">
          <Group gap="xs" grow>
            {field('code', say('Code'), { required: true, 'data-autofocus': true })}
            {field('name', say('Name'), { required: true })}
          </Group>
          {field('street', say('Street'), { required: true })}
          <Group gap="xs" grow>
            {field('postcode', say('Postcode'), { required: true })}
            {field('city', say('City'), { required: true })}
            {field('country', say('Country code'), { required: true, maxLength: 2 })}
          </Group>
          <Group gap="xs" grow>
            {field('costCentre', say('Cost centre'))}
            {field('validFrom', say('From'), { type: 'date' })}
            {field('validTo', say('No longer from'), { type: 'date' })}
          </Group>
          {error && <Trouble error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {say('Cancel')}
            </Button>
            <Button type="submit" disabled={!complete} loading={add.isPending || change.isPending}>
              {say('Save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
