import { Button, FileInput, Group, SegmentedControl, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type ReplyOf, upload, useAct, useCall, useName, useSay } from '#app';
import {
  getPriceListEndpoint,
  importPriceListEndpoint,
  PRICE_CHANGES,
  previewPriceListEndpoint,
  uploadPriceFileEndpoint,
} from '#catalog';
import {
  Amount,
  BAND_NAMES,
  type Column,
  Count,
  DataGrid,
  DiffValue,
  EmptyState,
  Facts,
  Findings,
  Loaded,
  Page,
  SERVICE_NAMES,
  Section,
  StatusTag,
  type Tone,
  Trouble,
} from '#kit';
import { CHANGE_NAMES, usePer } from './names.ts';
import { targetText } from './target.ts';

type Preview = ReplyOf<typeof previewPriceListEndpoint>;
type Change = Preview['changes']['rows'][number];

const route = getRouteApi('/price-lists/$code/import');

const TONES: Readonly<Record<Change['kind'], Tone>> = {
  new: 'info',
  dearer: 'warn',
  cheaper: 'good',
  changed: 'quiet',
  closed: 'bad',
};

/** Prices of a list out of a file: choose it and the day, see what changes, import. */
export function PriceImportPage() {
  const say = useSay();
  const { code } = route.useParams();
  const { file, validFrom } = route.useSearch();
  const list = useCall(getPriceListEndpoint, { params: { code }, query: { pageSize: 1 } });
  return (
    <Loaded of={list}>
      {({ priceList }) => (
        <Page
          title={say('Import prices: {name}', { name: priceList.name })}
          subtitle={<span className="mono">{priceList.code}</span>}
        >
          <Choice />
          {file && validFrom ? (
            <Preview file={file} validFrom={validFrom} currency={priceList.currency} />
          ) : (
            <EmptyState title={say('Choose a file and the day from which its prices hold')}>
              {say(
                'A spreadsheet (.xlsx) or text file (.csv) with a line of column names: prefix, destination, price …',
              )}
            </EmptyState>
          )}
        </Page>
      )}
    </Loaded>
  );
}

/** The day and the file; both stand in the address, the file by its content. */
function Choice() {
  const say = useSay();
  const { validFrom } = route.useSearch();
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
      const { file } = await upload(uploadPriceFileEndpoint, [picked], {});
      await navigate({ search: (before) => ({ ...before, file, kind: undefined, page: 1 }) });
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Group align="flex-end" gap="sm">
        <TextInput
          type="date"
          label={say('Valid from')}
          value={validFrom ?? ''}
          onChange={(event) => {
            const day = event.currentTarget.value;
            void navigate({ search: (before) => ({ ...before, validFrom: day || undefined, page: 1 }) });
          }}
        />
        <FileInput
          label={say('File')}
          placeholder={say('Choose a file')}
          accept=".csv,.txt,.tsv,.xlsx"
          w={320}
          size="xs"
          value={chosen}
          disabled={busy}
          onChange={(picked) => void choose(picked)}
        />
      </Group>
      {error && <Trouble error={error} />}
    </>
  );
}

interface PreviewProps {
  readonly file: string;
  readonly validFrom: string;
  readonly currency: string;
}

function Preview({ file, validFrom, currency }: PreviewProps) {
  const { code } = route.useParams();
  const { kind, page } = route.useSearch();
  const preview = useCall(previewPriceListEndpoint, { params: { code }, body: { file, validFrom, kind, page } });
  return (
    <Loaded of={preview}>
      {(found) => (
        <>
          <Outcome found={found} file={file} validFrom={validFrom} />
          {found.findings.length > 0 && <Told findings={found.findings} />}
          {found.prices > 0 && <Changes found={found} currency={currency} />}
        </>
      )}
    </Loaded>
  );
}

/** What would be made, and the button that makes it. */
function Outcome({ found, file, validFrom }: Omit<PreviewProps, 'currency'> & { readonly found: Preview }) {
  const say = useSay();
  const { code } = route.useParams();
  const navigate = route.useNavigate();
  const act = useAct(importPriceListEndpoint);
  const errors = found.findings.filter(({ severity }) => severity === 'error').length;
  const run = async () => {
    const { version } = await act.mutateAsync({ params: { code }, body: { file, validFrom } });
    await navigate({ to: '/price-lists/$code', params: { code }, search: { version } });
  };
  return (
    <>
      <Group justify="space-between" align="flex-start">
        <Facts
          facts={[
            [say('Version'), <Count key="version" value={found.version} />],
            [say('In place of'), found.replaces !== null && <Count key="replaces" value={found.replaces} />],
            [say('Prices'), <Count key="prices" value={found.prices} />],
            [say('As before'), <Count key="unchanged" value={found.counts.unchanged} />],
          ]}
        />
        <Button onClick={() => void run().catch(() => undefined)} loading={act.isPending} disabled={errors > 0}>
          {say('Import')}
        </Button>
      </Group>
      {act.error && <Trouble error={act.error} />}
    </>
  );
}

/** Findings shown before the rest is only counted. */
const FINDINGS_SHOWN = 20;

function Told({ findings }: Pick<Preview, 'findings'>) {
  const say = useSay();
  const rest = findings.length - FINDINGS_SHOWN;
  return (
    <Section title={say('Findings')}>
      <Findings findings={findings.slice(0, FINDINGS_SHOWN)} />
      {rest > 0 && (
        <span className="muted">{say('{count, plural, one {and one more} other {and # more}}', { count: rest })}</span>
      )}
    </Section>
  );
}

function Changes({ found, currency }: { readonly found: Preview; readonly currency: string }) {
  const say = useSay();
  const { kind } = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useColumns(currency);
  const total = PRICE_CHANGES.reduce((sum, each) => sum + found.counts[each], 0);
  const labelled = (name: string, count: number) => (
    <span>
      {name} <Count value={count} />
    </span>
  );
  return (
    <>
      <SegmentedControl
        aria-label={say('Changes')}
        value={kind ?? ''}
        onChange={(value) => {
          const chosen = PRICE_CHANGES.find((each) => each === value);
          void navigate({ search: (before) => ({ ...before, kind: chosen, page: 1 }) });
        }}
        data={[
          { value: '', label: labelled(say('All'), total) },
          ...PRICE_CHANGES.map((each) => ({
            value: each,
            label: labelled(say(CHANGE_NAMES[each] ?? each), found.counts[each]),
          })),
        ]}
      />
      <DataGrid
        label={say('Changes')}
        columns={columns}
        rows={found.changes.rows}
        rowKey={(row) => `${row.kind} ${row.target} ${row.service} ${row.direction} ${row.band}`}
        page={{
          ...found.changes,
          onPage: (next) => void navigate({ search: (before) => ({ ...before, page: next }) }),
        }}
        empty={<EmptyState title={say('Nothing changes')} />}
      />
    </>
  );
}

function useColumns(currency: string): readonly Column<Change>[] {
  const say = useSay();
  const name = useName();
  const per = usePer();
  return useMemo(() => {
    const side = (of: Change['before']) =>
      of === null ? (
        <span className="muted">–</span>
      ) : (
        <>
          <Amount value={of.price} decimals={4} exact />{' '}
          <span className="muted">
            / {per(of.per)} · {of.increments}
          </span>
        </>
      );
    return [
      {
        key: 'target',
        title: say('For'),
        width: 130,
        cell: (row) => <span className="mono">{targetText(row.target)}</span>,
      },
      { key: 'destination', title: say('Destination'), cell: (row) => row.destination && name(row.destination.name) },
      { key: 'service', title: say('Service'), cell: (row) => say(SERVICE_NAMES[row.service] ?? row.service) },
      { key: 'band', title: say('Time band'), cell: (row) => say(BAND_NAMES[row.band] ?? row.band) },
      {
        key: 'kind',
        title: say('Change'),
        cell: (row) => <StatusTag tone={TONES[row.kind]}>{say(CHANGE_NAMES[row.kind] ?? row.kind)}</StatusTag>,
      },
      { key: 'before', title: say('{currency} before', { currency }), align: 'right', cell: (row) => side(row.before) },
      { key: 'after', title: say('{currency} after', { currency }), align: 'right', cell: (row) => side(row.after) },
      {
        key: 'percent',
        title: '%',
        align: 'right',
        cell: (row) => row.percent !== null && <DiffValue value={row.percent} decimals={1} />,
      },
    ];
  }, [say, name, per, currency]);
}
