import { Button, Grid, Group, Paper, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useAct, useCall, useLanguage, useMay, usePageActions, useSay } from '#app';
import { text } from '#base';
import { changeCustomerEndpoint, getCustomerEndpoint } from '#crm';
import { DateText, Facts, Section, StatusTag, Trouble } from '#kit';
import { type Customer, changeOf, draftOf } from './customerDraft.ts';
import { CustomerForm } from './customerForm.tsx';
import { useWrong } from './draftFields.tsx';
import { EndingActions } from './endingActions.tsx';
import { countryName, GROUPING_NAMES, KIND_NAMES, PAYMENT_NAMES, REFERENCE_NAMES, TAX_NAMES } from './names.ts';

/** Everything said of a customer; changed in place. */
export function MasterDataTab({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const [editing, setEditing] = useState(false);
  const mayWrite = useMay()('customers.write') && customer.closedOn === null;
  usePageActions(
    useMemo(
      () =>
        mayWrite
          ? [
              {
                id: 'editCustomer',
                label: text('Change the customer'),
                keys: 'e',
                group: 'page',
                run: () => setEditing(true),
              } as const,
            ]
          : [],
      [mayWrite],
    ),
  );
  if (editing) return <Editing key={customer.revision} customer={customer} onDone={() => setEditing(false)} />;
  return (
    <Stack gap="sm">
      <Shown customer={customer} />
      <Group justify="flex-end" gap="xs">
        <EndingActions customer={customer} />
        {mayWrite && <Button onClick={() => setEditing(true)}>{say('Change the customer')}</Button>}
      </Group>
    </Stack>
  );
}

function Editing({ customer, onDone }: { readonly customer: Customer; readonly onDone: () => void }) {
  const say = useSay();
  const [draft, setDraft] = useState(() => draftOf(customer));
  const change = useAct(changeCustomerEndpoint);
  const wrong = useWrong(change.error);
  const changed = changeOf(customer, draft);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // By promise: what was saved is read again first, and this form is another one by then. A refusal is told below.
        change
          .mutateAsync({ params: { customerId: customer.id }, body: { revision: customer.revision, change: changed } })
          .then(onDone, () => undefined);
      }}
    >
      <Stack gap="sm">
        <CustomerForm draft={draft} set={(part) => setDraft((before) => ({ ...before, ...part }))} wrong={wrong} />
        {change.error && <Trouble error={change.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {say('Cancel')}
          </Button>
          <Button type="submit" disabled={Object.keys(changed).length === 0} loading={change.isPending}>
            {say('Save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Shown({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Paper p="md">
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 3 }}>
          <Section title={say('Address')}>
            <Stack gap={0} fz={13.5}>
              <span>{customer.name}</span>
              <span>{customer.street}</span>
              <span>
                {customer.postcode} {customer.city}
              </span>
              <span>{countryName(language, customer.country)}</span>
              <span>{customer.email}</span>
            </Stack>
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3 }}>
          <Section title={say('Tax')}>
            <TaxFacts customer={customer} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 3 }}>
          <Section title={say('Payment and bill')}>
            <PaymentFacts customer={customer} />
          </Section>
        </Grid.Col>
        {hasReferences(customer) && (
          <Grid.Col span={{ base: 12, md: 3 }}>
            <Section title={say('References and e-invoice')}>
              <ReferenceFacts customer={customer} />
            </Section>
          </Grid.Col>
        )}
      </Grid>
    </Paper>
  );
}

function TaxFacts({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const { vatIdCheck, vatIdCheckedOn, resaleCertificateUntil } = customer;
  return (
    <Facts
      facts={[
        [say('Kind'), say(KIND_NAMES[customer.kind])],
        [
          say('VAT'),
          <StatusTag key="tax" tone="quiet">
            {say(TAX_NAMES[customer.taxStatus])}
          </StatusTag>,
        ],
        [say('VAT id'), customer.vatId],
        [
          say('Checked'),
          vatIdCheck !== null && vatIdCheckedOn !== null && (
            <span key="check">
              <StatusTag tone={vatIdCheck === 'valid' ? 'good' : 'bad'}>
                {say(vatIdCheck === 'valid' ? 'valid' : 'invalid')}
              </StatusTag>{' '}
              <DateText date={vatIdCheckedOn} />
            </span>
          ),
        ],
        [say('Certificate'), customer.resaleCertificate],
        [say('Holds until'), resaleCertificateUntil && <DateText key="until" date={resaleCertificateUntil} />],
        [say('Reason'), customer.exemptReason],
        [say('Country of use'), customer.ossCountry],
      ]}
    />
  );
}

function PaymentFacts({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const { parentId } = customer;
  const parent = useCall(
    getCustomerEndpoint,
    { params: { customerId: parentId ?? 0 } },
    { enabled: parentId !== null },
  ).data;
  const isParent = parent !== undefined && parent.id === parentId;
  return (
    <Facts
      facts={[
        [say('Payment'), say(PAYMENT_NAMES[customer.paymentMethod])],
        [say('Term'), say('{n, plural, one {# day} other {# days}}', { n: customer.paymentTermsDays })],
        [say('Currency'), customer.currency],
        [say('IBAN'), customer.iban && <span className="mono">{customer.iban}</span>],
        [say('Mandate'), customer.mandateReference],
        [say('Itemised bill'), customer.itemise ? say('yes') : say('no')],
        [say('Hidden digits'), customer.maskDigits > 0 ? String(customer.maskDigits) : null],
        [
          say('Invoices'),
          customer.invoiceGrouping === 'customer' ? null : say(GROUPING_NAMES[customer.invoiceGrouping]),
        ],
        [say('Billing cycle'), customer.batchCode],
        [
          customer.payer === 'parent' ? say('Paid by') : say('Belongs to'),
          isParent && (
            <Link
              key="parent"
              to="/customers/$customerId"
              params={{ customerId: String(parent.id) }}
              search={{ tab: 'master' }}
            >
              {parent.number} {parent.name}
            </Link>
          ),
        ],
      ]}
    />
  );
}

function hasReferences(customer: Customer): boolean {
  const { buyerReference, orderNumber, contractReference, costCentre, siren, requiredReferences, eInvoiceId } =
    customer;
  const texts = [buyerReference, orderNumber, contractReference, costCentre, siren, eInvoiceId];
  return requiredReferences.length > 0 || texts.some((each) => each !== null);
}

function ReferenceFacts({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  return (
    <Facts
      facts={[
        [say(REFERENCE_NAMES.buyerReference), customer.buyerReference],
        [say(REFERENCE_NAMES.orderNumber), customer.orderNumber],
        [say(REFERENCE_NAMES.contractReference), customer.contractReference],
        [say(REFERENCE_NAMES.costCentre), customer.costCentre],
        [say(REFERENCE_NAMES.siren), customer.siren],
        [
          say('Wanted on every invoice'),
          customer.requiredReferences.map((each) => say(REFERENCE_NAMES[each])).join(', '),
        ],
        [say('E-invoice address'), customer.eInvoiceId && `${customer.eInvoiceScheme}:${customer.eInvoiceId}`],
      ]}
    />
  );
}
