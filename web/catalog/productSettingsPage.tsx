import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, useName, useSay } from '#app';
import {
  addProductFamilyEndpoint,
  changeProductFamilyEndpoint,
  dropExchangeRateEndpoint,
  listExchangeRatesEndpoint,
  listProductFamiliesEndpoint,
  setExchangeRateEndpoint,
} from '#catalog';
import { Amount, type Column, DataGrid, DateText, EmptyState, Loaded, Page, Section, StatusTag, Trouble } from '#kit';
import { LocalNameFields } from './localNameFields.tsx';
import { filled, NO_NAME } from './localNames.ts';
import { decimal } from './productDialog.tsx';

type Family = ReplyOf<typeof listProductFamiliesEndpoint>['families'][number];
type Rate = ReplyOf<typeof listExchangeRatesEndpoint>['rates'][number];

/** What products share: families with their accounts, and what other currencies are worth. */
export function ProductSettingsPage() {
  const say = useSay();
  const may = useMay();
  const mayChange = may('catalog.write');
  return (
    <Page title={say('Families and rates')} subtitle={say('Revenue accounts of products, and rates for margins')}>
      <Families mayChange={mayChange} />
      <Rates mayChange={mayChange} />
    </Page>
  );
}

const NO_FAMILY = { code: '', name: NO_NAME, revenueAccount: '', turnover: true };

function Families({ mayChange }: { readonly mayChange: boolean }) {
  const say = useSay();
  const name = useName();
  const families = useCall(listProductFamiliesEndpoint, {});
  const [editing, setEditing] = useState<Family | null>(null);
  const columns = useMemo<readonly Column<Family>[]>(
    () => [
      { key: 'name', title: say('Family'), cell: (row) => name(row.name) },
      { key: 'code', title: say('Code'), cell: (row) => <span className="mono">{row.code}</span> },
      { key: 'account', title: say('Revenue account'), cell: (row) => row.revenueAccount },
      {
        key: 'turnover',
        title: say('Turnover'),
        cell: (row) =>
          row.turnover ? (
            <StatusTag tone="good">{say('counts')}</StatusTag>
          ) : (
            <StatusTag tone="quiet">{say('does not count')}</StatusTag>
          ),
      },
    ],
    [say, name],
  );
  return (
    <Section title={say('Families of products')}>
      <Stack gap="sm">
        <Loaded of={families}>
          {(list) => (
            <DataGrid
              label={say('Families of products')}
              columns={columns}
              rows={list.families}
              rowKey={(row) => row.code}
              {...(mayChange ? { onOpen: setEditing } : {})}
              empty={
                <EmptyState title={say('No family yet')}>
                  {say('A family gives its products a revenue account.')}
                </EmptyState>
              }
            />
          )}
        </Loaded>
        {mayChange && <FamilyForm key={editing?.code ?? ''} family={editing} onDone={() => setEditing(null)} />}
      </Stack>
    </Section>
  );
}

function FamilyForm({ family, onDone }: { readonly family: Family | null; readonly onDone: () => void }) {
  const say = useSay();
  const add = useAct(addProductFamilyEndpoint);
  const change = useAct(changeProductFamilyEndpoint);
  const [draft, setDraft] = useState(family ?? NO_FAMILY);
  const set = (changed: Partial<typeof NO_FAMILY>) => setDraft((before) => ({ ...before, ...changed }));
  const { error } = family === null ? add : change;
  const save = () => {
    const { code, revenueAccount, turnover } = draft;
    const body = { name: filled(draft.name), revenueAccount, turnover };
    const done = {
      onSuccess: () => {
        setDraft(NO_FAMILY);
        onDone();
      },
    };
    if (family === null) add.mutate({ body: { ...body, code } }, done);
    else change.mutate({ params: { code: family.code }, body }, done);
  };
  return (
    <form
      aria-label={family === null ? say('New family') : say('Change {product}', { product: family.code })}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Group gap="xs" align="flex-end">
        <TextInput
          label={say('Code')}
          required
          w={120}
          disabled={family !== null}
          value={draft.code}
          onChange={(event) => set({ code: event.currentTarget.value })}
        />
        <div style={{ flex: 1, minWidth: 380 }}>
          <LocalNameFields label={say('Name')} value={draft.name} onChange={(name) => set({ name })} />
        </div>
        <TextInput
          label={say('Revenue account')}
          required
          w={120}
          value={draft.revenueAccount}
          onChange={(event) => set({ revenueAccount: event.currentTarget.value })}
        />
        <Checkbox
          size="xs"
          pb={6}
          label={say('counts as turnover')}
          checked={draft.turnover}
          onChange={(event) => set({ turnover: event.currentTarget.checked })}
        />
        <Button type="submit" loading={add.isPending || change.isPending}>
          {family === null ? say('Add family') : say('Save')}
        </Button>
        {family !== null && (
          <Button variant="default" onClick={onDone}>
            {say('Cancel')}
          </Button>
        )}
      </Group>
      {error && <Trouble error={error} />}
    </form>
  );
}

function Rates({ mayChange }: { readonly mayChange: boolean }) {
  const say = useSay();
  const rates = useCall(listExchangeRatesEndpoint, {});
  const { mutate, error } = useAct(dropExchangeRateEndpoint);
  const own = rates.data?.currency ?? '';
  const columns = useMemo<readonly Column<Rate>[]>(
    () => [
      { key: 'currency', title: say('Currency'), cell: (row) => row.currency },
      { key: 'from', title: say('Valid from'), cell: (row) => <DateText date={row.validFrom} /> },
      {
        key: 'rate',
        title: say('One is worth ({currency})', { currency: own }),
        align: 'right',
        cell: (row) => <Amount value={row.rate} decimals={4} exact />,
      },
      ...(mayChange
        ? [
            {
              key: 'do',
              title: say('Do'),
              cell: (row: Rate) => (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={say('Take back the rate of {currency} from {from}', {
                    currency: row.currency,
                    from: row.validFrom,
                  })}
                  onClick={() => mutate({ params: { currency: row.currency, validFrom: row.validFrom } })}
                >
                  {say('Take back')}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [say, own, mayChange, mutate],
  );
  return (
    <Section title={say('Exchange rates')} aside={<span className="muted">{say('Bills are never converted.')}</span>}>
      <Stack gap="sm">
        <Loaded of={rates}>
          {(list) => (
            <DataGrid
              label={say('Exchange rates')}
              columns={columns}
              rows={list.rates}
              rowKey={(row) => `${row.currency} ${row.validFrom}`}
              empty={
                <EmptyState title={say('No rate yet')}>
                  {say('Needed only where customers pay in another currency, for margins and totals.')}
                </EmptyState>
              }
            />
          )}
        </Loaded>
        {error && <Trouble error={error} />}
        {mayChange && <RateForm />}
      </Stack>
    </Section>
  );
}

const NO_RATE = { currency: '', validFrom: '', rate: '' };

function RateForm() {
  const say = useSay();
  const act = useAct(setExchangeRateEndpoint);
  const [draft, setDraft] = useState(NO_RATE);
  const field = (key: keyof typeof NO_RATE, label: string, type: 'text' | 'date' = 'text') => (
    <TextInput
      type={type}
      label={label}
      required
      w={140}
      value={draft[key]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setDraft((before) => ({ ...before, [key]: value }));
      }}
    />
  );
  return (
    <form
      aria-label={say('New rate')}
      onSubmit={(event) => {
        event.preventDefault();
        const rate = { ...draft, currency: draft.currency.trim().toUpperCase(), rate: decimal(draft.rate) };
        act.mutate({ body: rate }, { onSuccess: () => setDraft(NO_RATE) });
      }}
    >
      <Group gap="xs" align="flex-end">
        {field('currency', say('Currency'))}
        {field('validFrom', say('Valid from'), 'date')}
        {field('rate', say('Rate'))}
        <Button type="submit" loading={act.isPending}>
          {say('Enter rate')}
        </Button>
      </Group>
      {act.error && <Trouble error={act.error} />}
    </form>
  );
}
