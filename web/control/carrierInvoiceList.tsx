import { Button, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useAct, useCall, useMay, useSay } from '#app';
import { carrierLinesEndpoint, withdrawCarrierInvoiceEndpoint } from '#control';
import {
  ConfirmWithNumbers,
  DataGrid,
  DateText,
  DateTimeText,
  EmptyState,
  Facts,
  FilterBar,
  Findings,
  Loaded,
  Money,
  Section,
} from '#kit';
import { useLineColumns } from './carrierLineColumns.tsx';
import type { CarrierMonthReply } from './carrierViews.ts';

type Invoice = CarrierMonthReply['invoices'][number];

/** The invoices of the month as they were read, line by line; one that was read wrongly can be taken out. */
export function CarrierInvoiceList({ reply }: { readonly reply: CarrierMonthReply }) {
  return reply.invoices.map((invoice) => <InvoiceOf key={invoice.id} invoice={invoice} />);
}

function InvoiceOf({ invoice }: { readonly invoice: Invoice }) {
  const say = useSay();
  const may = useMay();
  const [taking, setTaking] = useState(false);
  const { number, issuedOn, kind, currency, net, tax, gross, fileName, importedBy, importedAt, findings } = invoice;
  return (
    <Section
      title={kind === 'creditNote' ? say('Credit note {number}', { number }) : say('Invoice {number}', { number })}
      aside={
        may('runs.draft') && (
          <Button size="compact-xs" variant="default" onClick={() => setTaking(true)}>
            {say('Withdraw')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          [say('Dated'), issuedOn && <DateText key="d" date={issuedOn} />],
          [say('Net'), <Money key="n" value={net} currency={currency} />],
          [say('VAT'), tax && <Money key="t" value={tax} currency={currency} />],
          [say('Gross'), gross && <Money key="g" value={gross} currency={currency} />],
          [say('File'), fileName],
          [
            say('Imported'),
            <span key="i">
              {importedBy}, <DateTimeText at={importedAt} />
            </span>,
          ],
        ]}
      />
      {findings.length > 0 && <Findings findings={findings} />}
      <Lines invoiceId={invoice.id} currency={currency} />
      {taking && <WithdrawDialog invoice={invoice} onClose={() => setTaking(false)} />}
    </Section>
  );
}

function Lines({ invoiceId, currency }: { readonly invoiceId: number; readonly currency: string }) {
  const say = useSay();
  const [{ page, q }, setAsked] = useState({ page: 1, q: '' });
  const found = useCall(carrierLinesEndpoint, { params: { invoiceId }, query: { page, q } });
  const columns = useLineColumns(currency);
  const onSearch = useCallback((next: string) => setAsked({ page: 1, q: next }), []);
  return (
    <>
      <FilterBar q={q} onSearch={onSearch} placeholder={say('Number, destination, product')} />
      <Loaded of={found}>
        {(list) => (
          <DataGrid
            label={say('Lines')}
            columns={columns}
            rows={list.rows}
            rowKey={({ no }) => no}
            page={{ ...list, onPage: (next) => setAsked({ page: next, q }) }}
            maxHeight="60vh"
            empty={<EmptyState title={say('No such line')} />}
          />
        )}
      </Loaded>
    </>
  );
}

function WithdrawDialog({ invoice, onClose }: { readonly invoice: Invoice; readonly onClose: () => void }) {
  const say = useSay();
  const navigate = useNavigate();
  const withdraw = useAct(withdrawCarrierInvoiceEndpoint);
  const [reason, setReason] = useState('');
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Withdraw invoice {number}?', { number: invoice.number })}
      verb={say('Withdraw')}
      blocked={reason.trim() === ''}
      numbers={[[say('Net'), <Money key="n" value={invoice.net} currency={invoice.currency} />]]}
      onConfirm={async () => {
        await withdraw.mutateAsync({ params: { invoiceId: invoice.id }, body: { reason } });
        await navigate({ to: '/carrier-invoices' });
      }}
    >
      <div>{say('It counts as if it had never come, and can be imported again.')}</div>
      <Textarea
        label={say('Why? This stands in the log.')}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmWithNumbers>
  );
}
