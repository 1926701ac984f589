import { Button, Group, SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useAct, useCall, useLanguage, useMay, usePageActions, useSay } from '#app';
import { formatMonth, text } from '#base';
import { carrierMonthEndpoint, compareCarrierMonthEndpoint } from '#control';
import { Amount, Count, DateTimeText, DiffValue, Duration, Facts, Loaded, Page, StatusTag, Trouble } from '#kit';
import { CarrierDifferences } from './carrierDifferences.tsx';
import { CarrierInvoiceList } from './carrierInvoiceList.tsx';
import { StandingOf } from './carrierInvoicesPage.tsx';
import { CarrierSums } from './carrierSums.tsx';
import { CARRIER_VIEWS, type CarrierMonthReply, type CarrierView } from './carrierViews.ts';

const route = getRouteApi('/carrier-invoices/$carrier/$month');

const VIEW_NAMES: Readonly<Record<CarrierView, string>> = {
  differences: text('Differences'),
  identifier: text('By number'),
  destination: text('By destination'),
  invoices: text('Invoices'),
};

/** A carrier's invoices of a month beside our cost: the sums, the difference by likely cause, every difference down to its calls. */
export function CarrierMonthPage() {
  const say = useSay();
  const { language } = useLanguage();
  const { carrier: code, month } = route.useParams();
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useCall(carrierMonthEndpoint, { params: { code, month } });
  const show = useCallback(
    (next: CarrierView) => void navigate({ search: (before) => ({ ...before, view: next, page: 1, cell: undefined }) }),
    [navigate],
  );
  useViewKeys(show);
  return (
    <Loaded of={found}>
      {(reply) => (
        <Page
          title={say('{carrier}: {month}', { carrier: reply.carrier.name, month: formatMonth(language, month) })}
          subtitle={say('What is billed, beside what our price lists and contracts say it should be.')}
          actions={<Actions reply={reply} />}
        >
          <FiguresOf reply={reply} />
          <SegmentedControl
            aria-label={say('View')}
            size="xs"
            value={view}
            onChange={(value) => show(CARRIER_VIEWS.find((one) => one === value) ?? 'differences')}
            data={CARRIER_VIEWS.map((value) => ({ value, label: say(VIEW_NAMES[value]) }))}
          />
          {view === 'differences' && <CarrierDifferences reply={reply} />}
          {(view === 'identifier' || view === 'destination') && <CarrierSums by={view} currency={reply.currency} />}
          {view === 'invoices' && <CarrierInvoiceList reply={reply} />}
        </Page>
      )}
    </Loaded>
  );
}

/** `1` to `4` choose the view. */
function useViewKeys(show: (view: CarrierView) => void): void {
  usePageActions(
    useMemo(
      () =>
        CARRIER_VIEWS.map(
          (view, index) =>
            ({
              id: `view-${view}`,
              label: VIEW_NAMES[view],
              keys: String(index + 1),
              group: 'page',
              run: () => show(view),
            }) as const,
        ),
      [show],
    ),
  );
}

function Actions({ reply }: { readonly reply: CarrierMonthReply }) {
  const say = useSay();
  const may = useMay();
  const { language } = useLanguage();
  const { carrier, month, stale, comparedAt } = reply;
  const again = useAct(compareCarrierMonthEndpoint);
  const file = (format: string) =>
    `/api/carriers/${encodeURIComponent(carrier.code)}/months/${month}/export/${format}?language=${language}&only=${reply.standing.disputed > 0 ? 'disputed' : 'differing'}`;
  return (
    <>
      {stale && <StatusTag tone="warn">{say('usage has come since')}</StatusTag>}
      {comparedAt !== null && (
        <span className="muted">
          {say('compared')} <DateTimeText at={comparedAt} />
        </span>
      )}
      {may('runs.draft') && (
        <Button
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate({ params: { code: carrier.code, month } })}
        >
          {say('Compare again')}
        </Button>
      )}
      {(['xlsx', 'csv'] as const).map((format) => (
        <a key={format} className="action" href={file(format)}>
          {say('List as {format}', { format: format.toUpperCase() })}
        </a>
      ))}
      {again.error && <Trouble error={again.error} />}
    </>
  );
}

function FiguresOf({ reply }: { readonly reply: CarrierMonthReply }) {
  const say = useSay();
  const { figures, currency, standing } = reply;
  if (figures === null) return null;
  const { shift } = figures;
  const counts = (theirs: number | null, ours: number) => (
    <>
      {theirs === null ? '?' : <Count value={theirs} />} / <Count value={ours} />
    </>
  );
  return (
    <>
      <Group gap="xl" align="flex-start">
        <Facts
          facts={[
            [say('Billed {currency}', { currency }), <Amount key="t" value={figures.their} />],
            [say('Expected {currency}', { currency }), <Amount key="o" value={figures.our} />],
            [say('Difference {currency}', { currency }), <DiffValue key="d" value={figures.difference} />],
          ]}
        />
        {figures.hasUsage && (
          <Facts
            facts={[
              [say('Calls billed / ours'), <span key="c">{counts(figures.theirCalls, figures.ourCalls)}</span>],
              [
                say('Duration billed / ours'),
                <span key="s">
                  {figures.theirSeconds === null ? '?' : <Duration seconds={figures.theirSeconds} />} /{' '}
                  <Duration seconds={figures.ourSeconds} />
                </span>,
              ],
              [say('Tax too much'), figures.tax !== '0.00' && <DiffValue key="x" value={figures.tax} />],
            ]}
          />
        )}
        <Facts facts={[[say('Decided'), <StandingOf key="s" standing={standing} />]]} />
      </Group>
      {!figures.hasUsage && <p className="muted">{say('The invoices bill no calls: only products are compared.')}</p>}
      {(shift.start !== 0 || shift.end !== 0) && (
        <p className="muted">
          {say(
            'The carrier’s month begins {start, number} and ends {end, number} days beside ours: calls in between are compared as it cuts them.',
            {
              start: shift.start,
              end: shift.end,
            },
          )}
        </p>
      )}
    </>
  );
}
