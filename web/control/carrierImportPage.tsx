import { Button, FileInput, Group, Select, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type ReplyOf, upload, useAct, useCall, useLanguage, useSay } from '#app';
import { formatMonth } from '#base';
import {
  CARRIER_COLUMNS,
  type CarrierColumn,
  importCarrierInvoiceEndpoint,
  listCarriersEndpoint,
  previewCarrierInvoiceEndpoint,
  uploadCarrierFileEndpoint,
} from '#control';
import {
  Count,
  DataGrid,
  DateText,
  EmptyState,
  Facts,
  Findings,
  Loaded,
  Money,
  Page,
  Section,
  StatusTag,
  Trouble,
} from '#kit';
import { CARRIER_COLUMN_NAMES } from './carrierColumnNames.ts';
import { useLineColumns } from './carrierLineColumns.tsx';

const route = getRouteApi('/carrier-invoices/import');

type Preview = ReplyOf<typeof previewCarrierInvoiceEndpoint>;
/** Heading → column, or '' for none. */
type Said = Readonly<Record<string, CarrierColumn | ''>>;

/** A carrier's invoice out of a file: choose it, see what its columns are taken for and what is wrong, import. */
export function CarrierImportPage() {
  const say = useSay();
  const { carrier, file, name } = route.useSearch();
  const carriers = useCall(listCarriersEndpoint, {});
  return (
    <Page
      title={say('Import a carrier’s invoice')}
      subtitle={say('CSV or XLSX with a line of column names, or an e-invoice in XML (UBL, CII).')}
    >
      <Loaded of={carriers}>
        {({ carriers: all }) => <Choice carriers={all.map((one) => ({ value: one.code, label: one.name }))} />}
      </Loaded>
      {carrier && file ? (
        <PreviewOf key={`${carrier} ${file}`} carrier={carrier} file={file} fileName={name ?? file} />
      ) : (
        <EmptyState title={say('Choose the carrier and the file')} />
      )}
    </Page>
  );
}

/** The carrier and the file; both stand in the address, the file by its content. */
function Choice({ carriers }: { readonly carriers: readonly { readonly value: string; readonly label: string }[] }) {
  const say = useSay();
  const { carrier } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const choose = async (picked: File | null) => {
    setChosen(picked);
    setError(null);
    if (picked === null) return;
    setBusy(true);
    try {
      const { file, name } = await upload(uploadCarrierFileEndpoint, [picked], {});
      await navigate({ search: (before) => ({ ...before, file, name }) });
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select
          size="xs"
          w={240}
          label={say('Carrier')}
          data={[...carriers]}
          value={carrier ?? null}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, carrier: value ?? undefined }) })}
        />
        <FileInput
          size="xs"
          w={340}
          label={say('File')}
          placeholder={say('Choose a file')}
          accept=".csv,.txt,.tsv,.xlsx,.xml"
          value={chosen}
          disabled={busy}
          onChange={(picked) => void choose(picked)}
        />
      </Group>
      {error && <Trouble error={error} />}
    </>
  );
}

interface PreviewOfProps {
  readonly carrier: string;
  readonly file: string;
  readonly fileName: string;
}

function PreviewOf({ carrier, file, fileName }: PreviewOfProps) {
  const say = useSay();
  const [said, setSaid] = useState<Said>({});
  const preview = useCall(previewCarrierInvoiceEndpoint, { params: { code: carrier }, body: { file, columns: said } });
  return (
    <Loaded of={preview}>
      {(found) => (
        <>
          <Outcome {...{ carrier, file, fileName, said, found }} />
          {found.findings.length > 0 && (
            <Section title={say('Findings')}>
              <Findings findings={found.findings.slice(0, 20)} />
            </Section>
          )}
          {found.unknownDestinations.length > 0 && <Unknown found={found} />}
          {found.columns.length > 0 && (
            <Columns
              found={found}
              onSay={(heading, column) => setSaid((before) => ({ ...before, [heading]: column }))}
            />
          )}
          <Lines found={found} />
        </>
      )}
    </Loaded>
  );
}

/** What the invoice says of itself, with what it does not say to be filled in, and the button that imports it. */
function Outcome({
  carrier,
  file,
  fileName,
  said,
  found,
}: PreviewOfProps & { readonly said: Said; readonly found: Preview }) {
  const say = useSay();
  const { language } = useLanguage();
  const navigate = route.useNavigate();
  const act = useAct(importCarrierInvoiceEndpoint);
  const { head } = found;
  const [number, setNumber] = useState('');
  const [month, setMonth] = useState('');
  const errors = found.findings.filter(({ severity }) => severity === 'error').length;
  const missing = (head.number === null && number.trim() === '') || (head.month === null && month === '');
  const run = async () => {
    const { invoice } = await act.mutateAsync({
      params: { code: carrier },
      body: {
        ...{ file, fileName, columns: said },
        ...(number.trim() === '' ? {} : { number: number.trim() }),
        ...(month === '' ? {} : { month }),
      },
    });
    await navigate({ to: '/carrier-invoices/$carrier/$month', params: { carrier, month: invoice.month } });
  };
  return (
    <>
      <Group justify="space-between" align="flex-start">
        <Facts
          facts={[
            [say('Invoice'), head.number],
            [say('Month'), head.month && formatMonth(language, head.month)],
            [say('Dated'), head.issuedOn && <DateText key="d" date={head.issuedOn} />],
            [say('Kind'), head.kind === 'creditNote' ? say('Credit note') : say('Invoice')],
            [say('Lines'), <Count key="n" value={found.lineCount} />],
            [say('Net'), <Money key="net" value={head.net ?? found.linesNet} currency={head.currency ?? 'EUR'} />],
          ]}
        />
        <Group align="flex-end" gap="sm">
          {head.number === null && (
            <TextInput
              size="xs"
              label={say('Invoice number')}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
          )}
          {head.month === null && (
            <TextInput
              size="xs"
              type="month"
              label={say('Month it bills')}
              placeholder="2026-10"
              value={month}
              onChange={(event) => setMonth(event.currentTarget.value)}
            />
          )}
          <Button
            onClick={() => void run().catch(() => undefined)}
            loading={act.isPending}
            disabled={errors > 0 || missing}
          >
            {say('Import and compare')}
          </Button>
        </Group>
      </Group>
      {act.error && <Trouble error={act.error} />}
    </>
  );
}

function Unknown({ found }: { readonly found: Preview }) {
  const say = useSay();
  return (
    <Section title={say('Destinations we cannot name')}>
      <p className="muted" style={{ margin: '0 0 6px' }}>
        {say('They can be named after the import, once for all: their calls are compared then.')}
      </p>
      {found.unknownDestinations.slice(0, 30).map(({ name, amount }) => (
        <StatusTag key={name} tone="warn">
          {name} · {amount}
        </StatusTag>
      ))}
    </Section>
  );
}

/** What each column is taken for; whoever knows better chooses, and it is kept for the carrier's next invoice. */
function Columns({
  found,
  onSay,
}: {
  readonly found: Preview;
  readonly onSay: (heading: string, column: CarrierColumn | '') => void;
}) {
  const say = useSay();
  const choices = [
    { value: '', label: say('nothing') },
    ...CARRIER_COLUMNS.map((column) => ({ value: column, label: say(CARRIER_COLUMN_NAMES[column]) })),
  ];
  return (
    <Section title={say('Columns')}>
      <div className="grid-frame">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{say('In the file')}</th>
              <th scope="col">{say('Taken for')}</th>
              <th scope="col">{say('First values')}</th>
            </tr>
          </thead>
          <tbody>
            {found.columns
              .filter(({ heading }) => heading !== '')
              .map(({ heading, column, samples }) => (
                <tr key={heading}>
                  <td>{heading}</td>
                  <td>
                    <Select
                      aria-label={heading}
                      size="xs"
                      w={200}
                      data={choices}
                      value={column ?? ''}
                      allowDeselect={false}
                      searchable
                      onChange={(value) => onSay(heading, CARRIER_COLUMNS.find((one) => one === value) ?? '')}
                    />
                  </td>
                  <td className="muted">{samples.join(' · ')}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Lines({ found }: { readonly found: Preview }) {
  const say = useSay();
  const currency = found.head.currency ?? 'EUR';
  return (
    <Section title={say('First lines')}>
      <DataGrid
        label={say('First lines')}
        columns={useLineColumns(currency)}
        rows={found.lines}
        rowKey={({ no }) => no}
        empty={<EmptyState title={say('No line could be read')} />}
      />
    </Section>
  );
}
