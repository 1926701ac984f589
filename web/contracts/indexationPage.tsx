import { Button, Group, Paper, Select, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { type Action, type ReplyOf, useAct, useCall, useMay, usePageActions, useSay } from '#app';
import { text } from '#base';
import {
  applyIndexationEndpoint,
  listIndexationRulesEndpoint,
  listIndexationsEndpoint,
  previewIndexationEndpoint,
} from '#contracts';
import {
  Amount,
  type Column,
  ConfirmWithNumbers,
  Count,
  DataGrid,
  DateText,
  DateTimeText,
  DiffValue,
  EmptyState,
  Facts,
  Findings,
  Loaded,
  Page,
  Section,
  StatusTag,
  Trouble,
} from '#kit';
import { DateField } from './fields.tsx';
import { IndexValuesDialog, RuleDialog } from './indexationDialogs.tsx';
import { IndexationDrawer } from './indexationDrawer.tsx';
import { SKIP_NAMES } from './names.ts';

type Preview = ReplyOf<typeof previewIndexationEndpoint>;
type Impact = Preview['customers'][number];
type Applied = ReplyOf<typeof listIndexationsEndpoint>['indexations'][number];
type Rules = ReplyOf<typeof listIndexationRulesEndpoint>['rules'];

/** Prices raised by rule: what it would mean, put in force, told to the customers, undone. */
export function IndexationPage() {
  const say = useSay();
  const mayWrite = useMay()('catalog.write');
  const [open, setOpen] = useState<'rule' | 'values' | null>(null);
  const rules = useCall(listIndexationRulesEndpoint, {});
  usePageActions(
    useMemo<readonly Action[]>(
      () =>
        mayWrite
          ? [{ id: 'newRule', label: text('New rule'), keys: 'n', group: 'page', run: () => setOpen('rule') }]
          : [],
      [mayWrite],
    ),
  );
  return (
    <Page
      title={say('Indexation')}
      subtitle={say('Prices of subscriptions follow a rule: a percentage, or an index')}
      actions={
        mayWrite && (
          <>
            <Button variant="default" onClick={() => setOpen('values')}>
              {say('Index values')}
            </Button>
            <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen('rule')}>
              {say('New rule')}
            </Button>
          </>
        )
      }
    >
      <Loaded of={rules}>
        {({ rules: known }) =>
          known.length === 0 ? (
            <EmptyState title={say('No rule yet')}>
              {say('A rule says by how much prices change, and which.')}
            </EmptyState>
          ) : (
            <PreviewPart rules={known} mayWrite={mayWrite} />
          )
        }
      </Loaded>
      <AppliedList mayWrite={mayWrite} />
      {open === 'rule' && <RuleDialog onClose={() => setOpen(null)} />}
      {open === 'values' && <IndexValuesDialog onClose={() => setOpen(null)} />}
    </Page>
  );
}

function PreviewPart({ rules, mayWrite }: { readonly rules: Rules; readonly mayWrite: boolean }) {
  const say = useSay();
  const [ruleId, setRuleId] = useState<string | null>(String(rules[0]?.id ?? ''));
  const [effectiveOn, setEffectiveOn] = useState('');
  const [confirming, setConfirming] = useState(false);
  const preview = useAct(previewIndexationEndpoint);
  const apply = useAct(applyIndexationEndpoint);
  const body = { ruleId: Number(ruleId), effectiveOn };
  const found = preview.data;
  return (
    <Paper p="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          preview.mutate({ body });
        }}
      >
        <Group gap="xs" align="flex-end">
          <Select
            label={say('Rule')}
            data={rules.map((rule) => ({ value: String(rule.id), label: `${rule.code} · ${rule.name}` }))}
            value={ruleId}
            onChange={(value) => {
              setRuleId(value);
              preview.reset();
            }}
            allowDeselect={false}
            w={320}
          />
          <DateField
            label={say('New prices from')}
            value={effectiveOn}
            onChange={(value) => {
              setEffectiveOn(value);
              preview.reset();
            }}
          />
          <Button type="submit" variant="default" disabled={effectiveOn === ''} loading={preview.isPending}>
            {say('Preview')}
          </Button>
          {mayWrite && found !== undefined && found.customers.length > 0 && (
            <Button onClick={() => setConfirming(true)}>{say('Put in force')}</Button>
          )}
        </Group>
      </form>
      {preview.error && <Trouble error={preview.error} />}
      {found !== undefined && <PreviewResult preview={found} />}
      <ConfirmWithNumbers
        opened={confirming}
        onClose={() => setConfirming(false)}
        title={say('Put the new prices in force')}
        numbers={[
          [say('New prices from'), effectiveOn && <DateText key="on" date={effectiveOn} />],
          [say('Customers'), <Count key="customers" value={found?.customers.length ?? 0} />],
          ...(found?.totals ?? []).map(
            ({ currency, difference }) =>
              [
                say('In twelve months, {currency}', { currency }),
                <DiffValue key={currency} value={difference} />,
              ] as const,
          ),
        ]}
        verb={say('Put in force')}
        onConfirm={async () => {
          await apply.mutateAsync({ body });
          preview.reset();
        }}
      />
    </Paper>
  );
}

function PreviewResult({ preview }: { readonly preview: Preview }) {
  const say = useSay();
  const columns = useMemo<readonly Column<Impact>[]>(
    () => [
      {
        key: 'customer',
        title: say('Customer'),
        cell: (row) => `${row.customerNumber} ${row.customerName}`,
        total: say('{n, plural, one {# customer} other {# customers}}', { n: preview.customers.length }),
      },
      {
        key: 'subscriptions',
        title: say('Subscriptions'),
        align: 'right',
        cell: (row) => <Count value={row.subscriptions} />,
      },
      { key: 'old', title: say('Old, 12 months'), align: 'right', cell: (row) => <Amount value={row.oldYearly} /> },
      { key: 'new', title: say('New, 12 months'), align: 'right', cell: (row) => <Amount value={row.newYearly} /> },
      {
        key: 'difference',
        title: say('Difference'),
        align: 'right',
        cell: (row) => <DiffValue value={row.difference} />,
        total: preview.totals.map(({ currency, difference }) => (
          <div key={currency}>
            <DiffValue value={difference} /> {currency}
          </div>
        )),
      },
      { key: 'currency', title: say('Currency'), cell: (row) => row.currency },
    ],
    [say, preview],
  );
  return (
    <Stack gap="sm" mt="sm">
      {preview.findings.length > 0 && <Findings findings={preview.findings} />}
      {preview.percent !== null && (
        <Facts
          facts={[
            [say('Change'), say('{percent, number} %', { percent: preview.percent })],
            ...preview.skipped.map(
              ({ reason, count }) =>
                [
                  say('Keep their price'),
                  <span key={reason}>
                    <Count value={count} /> · {say(SKIP_NAMES[reason])}
                  </span>,
                ] as const,
            ),
          ]}
        />
      )}
      {preview.percent !== null && (
        <DataGrid
          label={say('What it means per customer')}
          columns={columns}
          rows={preview.customers}
          rowKey={(row) => row.customerId}
          maxHeight={420}
          empty={<EmptyState title={say('No price changes')} />}
        />
      )}
    </Stack>
  );
}

function AppliedList({ mayWrite }: { readonly mayWrite: boolean }) {
  const say = useSay();
  const [opened, setOpened] = useState<number | null>(null);
  const applied = useCall(listIndexationsEndpoint, {});
  const columns = useMemo<readonly Column<Applied>[]>(
    () => [
      { key: 'rule', title: say('Rule'), cell: (row) => row.rule },
      { key: 'on', title: say('New prices from'), cell: (row) => <DateText date={row.effectiveOn} /> },
      {
        key: 'percent',
        title: say('Change'),
        align: 'right',
        cell: (row) => say('{percent, number} %', { percent: row.percent }),
      },
      { key: 'changed', title: say('Subscriptions'), align: 'right', cell: (row) => <Count value={row.changed} /> },
      { key: 'by', title: say('By'), cell: (row) => row.appliedBy },
      { key: 'at', title: say('When'), cell: (row) => <DateTimeText at={row.appliedAt} /> },
      {
        key: 'state',
        title: say('State'),
        cell: (row) =>
          row.undoneAt === null ? (
            <StatusTag tone="good">{say('in force')}</StatusTag>
          ) : (
            <StatusTag tone="quiet">{say('undone by {name}', { name: row.undoneBy ?? '' })}</StatusTag>
          ),
      },
    ],
    [say],
  );
  return (
    <Section title={say('Applied')}>
      <Loaded of={applied}>
        {({ indexations }) => (
          <DataGrid
            label={say('Indexations applied')}
            columns={columns}
            rows={indexations}
            rowKey={(row) => row.id}
            onOpen={(row) => setOpened(row.id)}
            empty={<EmptyState title={say('None yet')} />}
          />
        )}
      </Loaded>
      {opened !== null && (
        <IndexationDrawer indexationId={opened} mayWrite={mayWrite} onClose={() => setOpened(null)} />
      )}
    </Section>
  );
}
