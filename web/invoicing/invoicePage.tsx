import { Button, Grid, Paper, Stack } from '@mantine/core';
import { IconFileTypePdf, IconFileTypeXml } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type ReplyOf, useCall, useSay } from '#app';
import { invoiceEndpoint } from '#invoicing';
import {
  Amount,
  type Column,
  Count,
  DataGrid,
  DateText,
  DateTimeText,
  EmptyState,
  Facts,
  Loaded,
  Money,
  Page,
  Section,
} from '#kit';
import { InvoiceCalls } from './invoiceCalls.tsx';
import { documentUrl } from './invoiceColumns.tsx';

type Invoice = ReplyOf<typeof invoiceEndpoint>;
type Line = Invoice['lines'][number];

const route = getRouteApi('/invoices/$number');

/** One issued document: its lines and totals beside the PDF and XML, and every call behind it. */
export function InvoicePage() {
  const say = useSay();
  const { number } = route.useParams();
  const invoice = useCall(invoiceEndpoint, { params: { number } });
  return (
    <Loaded of={invoice}>
      {(found) => (
        <Page
          title={
            found.kind === 'creditNote' ? say('Credit note {number}', { number }) : say('Invoice {number}', { number })
          }
          subtitle={
            <Link to="/customers/$customerId" params={{ customerId: String(found.customerId) }}>
              {found.customerNumber} {found.customerName}
            </Link>
          }
          actions={
            <>
              <Button
                component="a"
                href={documentUrl(number, 'pdf')}
                target="_blank"
                rel="noreferrer"
                variant="default"
                leftSection={<IconFileTypePdf size={15} aria-hidden />}
              >
                PDF
              </Button>
              <Button
                component="a"
                href={documentUrl(number, 'xml')}
                target="_blank"
                rel="noreferrer"
                variant="default"
                leftSection={<IconFileTypeXml size={15} aria-hidden />}
              >
                {say('E-invoice (XML)')}
              </Button>
            </>
          }
        >
          <Head invoice={found} />
          <Section title={say('Lines of the invoice')}>
            <Lines invoice={found} />
          </Section>
          <Section title={say('Calls')}>
            <InvoiceCalls number={number} currency={found.currency} />
          </Section>
        </Page>
      )}
    </Loaded>
  );
}

function Head({ invoice }: { readonly invoice: Invoice }) {
  const say = useSay();
  const { currency } = invoice;
  return (
    <Paper p="md">
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap={0} fz={13.5}>
            <span>{invoice.buyer.name}</span>
            <span>{invoice.buyer.street}</span>
            <span>
              {invoice.buyer.postcode} {invoice.buyer.city}
            </span>
            {invoice.buyer.vatId && <span>{invoice.buyer.vatId}</span>}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Facts
            facts={[
              [say('Invoice date'), <DateText key="i" date={invoice.issuedOn} />],
              [
                say('Period'),
                <span key="p">
                  <DateText date={invoice.periodFrom} />–<DateText date={invoice.periodTo} />
                </span>,
              ],
              [say('Due'), <DateText key="d" date={invoice.dueOn} />],
              [
                say('Payment'),
                invoice.payment.method === 'directDebit'
                  ? say('Direct debit, mandate {mandate}', { mandate: invoice.payment.mandateReference })
                  : say(invoice.payment.method === 'card' ? 'Card' : 'Transfer'),
              ],
              [say('Contracts'), invoice.contractNumbers.join(', ')],
              [say('Issued'), <DateTimeText key="t" at={invoice.issuedAt} />],
            ]}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Facts
            facts={[
              [say('Net'), <Money key="n" value={invoice.net} currency={currency} />],
              ...invoice.taxes.map(
                (tax) =>
                  [
                    say('VAT {percent, number} % on {taxable, number, money}', {
                      percent: tax.percent,
                      taxable: tax.taxable,
                    }),
                    <Money key={tax.category + tax.percent} value={tax.tax} currency={currency} />,
                  ] as const,
              ),
              [say('Gross'), <Money key="g" value={invoice.gross} currency={currency} />],
            ]}
          />
          {invoice.taxes.map(
            (tax) =>
              tax.exemptionText && (
                <div key={tax.category} className="muted">
                  {tax.exemptionText}
                </div>
              ),
          )}
        </Grid.Col>
      </Grid>
    </Paper>
  );
}

function Lines({ invoice }: { readonly invoice: Invoice }) {
  const say = useSay();
  const columns = useMemo<readonly Column<Line>[]>(
    () => [
      {
        key: 'name',
        title: say('Item'),
        cell: (row) => (
          <>
            {row.name}
            {row.description && <span className="muted"> · {row.description}</span>}
          </>
        ),
        wrap: true,
        total: say('Net'),
      },
      {
        key: 'calls',
        title: say('Calls'),
        align: 'right',
        cell: (row) => row.calls !== undefined && <Count value={row.calls} />,
      },
      {
        key: 'quantity',
        title: say('Quantity'),
        align: 'right',
        cell: (row) => <Amount value={row.quantity} decimals={0} exact />,
      },
      { key: 'price', title: say('Price'), align: 'right', cell: (row) => <Amount value={row.unitPrice} exact /> },
      {
        key: 'tax',
        title: say('VAT %'),
        align: 'right',
        cell: (row) => <Amount value={row.taxPercent} decimals={0} exact />,
      },
      {
        key: 'net',
        title: `${say('Net')} ${invoice.currency}`,
        align: 'right',
        cell: (row) => <Amount value={row.net} />,
        total: <Amount value={invoice.net} />,
      },
    ],
    [say, invoice.currency, invoice.net],
  );
  return (
    <DataGrid
      label={say('Lines of the invoice')}
      columns={columns}
      rows={invoice.lines}
      rowKey={(row) => row.id}
      empty={<EmptyState title={say('No line')} />}
    />
  );
}
