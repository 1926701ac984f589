import { Checkbox, Grid, Group, MultiSelect, NumberInput, Paper, Select, Stack } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useCall, useSay, useSession } from '#app';
import { type LANGUAGES, text } from '#base';
import { getCustomerEndpoint, listBatchesEndpoint, REFERENCES, VAT_ID_CHECKS } from '#crm';
import { CustomerSelect, Section } from '#kit';
import { DraftChoice, type DraftProps, DraftText } from './draftFields.tsx';
import { GROUPING_NAMES, KIND_NAMES, PAYMENT_NAMES, REFERENCE_NAMES, TAX_NAMES } from './names.ts';

const LANGUAGE_NAMES: Readonly<Record<(typeof LANGUAGES)[number], string>> = {
  de: text('German'),
  fr: text('French'),
  en: text('English'),
};
const CHECK_NAMES: Readonly<Record<(typeof VAT_ID_CHECKS)[number], string>> = {
  valid: text('valid'),
  invalid: text('invalid'),
};
/** Currencies that customers are billed in. */
const CURRENCIES = ['EUR', 'CHF', 'GBP'];

/** Everything that is said of a customer, on one page; what does not matter for him is not asked. */
export function CustomerForm(props: DraftProps) {
  const say = useSay();
  return (
    <Grid gap="sm">
      <Part title={say('Who')}>
        <WhoFields {...props} />
      </Part>
      <Part title={say('Tax')}>
        <TaxFields {...props} />
      </Part>
      <Part title={say('Payment and bill')}>
        <PaymentFields {...props} />
        <PayerFields {...props} />
      </Part>
      <Part title={say('References and e-invoice')}>
        <ReferenceFields {...props} />
      </Part>
    </Grid>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Grid.Col span={{ base: 12, lg: 6 }}>
      <Paper p="md" h="100%">
        <Section title={title}>
          <Stack gap="xs">{children}</Stack>
        </Section>
      </Paper>
    </Grid.Col>
  );
}

function WhoFields(props: DraftProps) {
  const say = useSay();
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  return (
    <>
      <DraftText {...props} ref={name} field="name" label={say('Name')} required />
      <Group gap="xs" grow>
        <DraftChoice {...props} field="kind" label={say('Kind')} names={KIND_NAMES} />
        <DraftChoice {...props} field="language" label={say('Language')} names={LANGUAGE_NAMES} />
      </Group>
      <DraftText {...props} field="street" label={say('Street')} required />
      <Group gap="xs" grow align="flex-start">
        <DraftText {...props} field="postcode" label={say('Postcode')} required />
        <DraftText {...props} field="city" label={say('City')} required />
        <DraftText {...props} field="country" label={say('Country code')} required maxLength={2} />
      </Group>
      <DraftText {...props} field="email" label={say('E-mail')} type="email" required />
    </>
  );
}

function TaxFields(props: DraftProps) {
  const say = useSay();
  const { draft, set, wrong } = props;
  return (
    <>
      <Group gap="xs" grow align="flex-start">
        <DraftChoice {...props} field="taxStatus" label={say('VAT')} names={TAX_NAMES} />
        <DraftText {...props} field="vatId" label={say('VAT id')} />
      </Group>
      {draft.vatId.trim() !== '' && (
        <Group gap="xs" grow align="flex-start">
          <Select
            label={say('Checked with the tax authority')}
            value={draft.vatIdCheck ?? ''}
            error={wrong.get('vatIdCheck')}
            data={[
              { value: '', label: say('not yet') },
              ...VAT_ID_CHECKS.map((value) => ({ value, label: say(CHECK_NAMES[value]) })),
            ]}
            onChange={(value) => set({ vatIdCheck: VAT_ID_CHECKS.find((each) => each === value) ?? null })}
          />
          <DraftText {...props} field="vatIdCheckedOn" label={say('On')} type="date" />
          <DraftText {...props} field="vatIdCheckReference" label={say('Its number')} />
        </Group>
      )}
      {draft.taxStatus === 'telecomResale' && (
        <Group gap="xs" grow align="flex-start">
          <DraftText {...props} field="resaleCertificate" label={say('Reseller’s certificate')} />
          <DraftText {...props} field="resaleCertificateUntil" label={say('Holds until')} type="date" />
        </Group>
      )}
      {draft.taxStatus === 'exempt' && (
        <Group gap="xs" grow align="flex-start">
          <DraftText {...props} field="exemptReason" label={say('Reason, as printed')} />
          <DraftText {...props} field="exemptCode" label={say('VATEX code')} placeholder="VATEX-EU-151" />
        </Group>
      )}
      {draft.taxStatus === 'ossConsumer' && (
        <DraftText
          {...props}
          field="ossCountry"
          label={say('Country of use, where it is not that of the address')}
          maxLength={2}
        />
      )}
    </>
  );
}

function PaymentFields(props: DraftProps) {
  const say = useSay();
  const { draft, set, wrong } = props;
  const { tenant } = useSession();
  const currencies = [...new Set([tenant.currency, ...CURRENCIES, draft.currency])];
  return (
    <>
      <Group gap="xs" grow align="flex-start">
        <DraftChoice {...props} field="paymentMethod" label={say('Payment')} names={PAYMENT_NAMES} />
        <NumberInput
          size="xs"
          label={say('Days to pay')}
          min={0}
          max={365}
          value={draft.paymentTermsDays}
          error={wrong.get('paymentTermsDays')}
          onChange={(value) => set({ paymentTermsDays: Number(value) || 0 })}
        />
        <Select
          label={say('Currency')}
          data={currencies}
          value={draft.currency}
          error={wrong.get('currency')}
          allowDeselect={false}
          onChange={(value) => value !== null && set({ currency: value })}
        />
      </Group>
      {draft.paymentMethod === 'directDebit' && (
        <Group gap="xs" grow align="flex-start">
          <DraftText {...props} field="iban" label={say('IBAN')} />
          <DraftText {...props} field="mandateReference" label={say('Mandate')} />
        </Group>
      )}
      <Group gap="xs" grow align="flex-end">
        <Checkbox
          label={say('Itemised bill')}
          checked={draft.itemise}
          onChange={(event) => set({ itemise: event.currentTarget.checked })}
        />
        <NumberInput
          size="xs"
          label={say('Hidden digits')}
          min={0}
          max={6}
          value={draft.maskDigits}
          onChange={(value) => set({ maskDigits: Number(value) || 0 })}
        />
      </Group>
    </>
  );
}

/** Who is sent his invoices, how many, and when. */
function PayerFields(props: DraftProps) {
  const say = useSay();
  const { draft, set, wrong } = props;
  const batches = useCall(listBatchesEndpoint, {}).data?.rows ?? [];
  const known = useCall(
    getCustomerEndpoint,
    { params: { customerId: draft.parentId ?? 0 } },
    { enabled: draft.parentId !== null },
  );
  return (
    <>
      <Group gap="xs" grow align="flex-start">
        <Select
          label={say('Billing cycle')}
          value={draft.batchCode}
          error={wrong.get('batchCode')}
          data={[
            { value: '', label: say('with everybody else') },
            ...batches.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(value) => set({ batchCode: value ?? '' })}
        />
        <DraftChoice {...props} field="invoiceGrouping" label={say('Invoices')} names={GROUPING_NAMES} />
      </Group>
      <Group gap="xs" grow align="flex-end">
        <CustomerSelect
          // Who is chosen already is known only once he was read.
          key={known.data?.id ?? 0}
          label={say('Belongs to')}
          clearable
          customerId={draft.parentId}
          known={known.data ?? null}
          error={wrong.get('parentId')}
          onChoose={(parentId) => set({ parentId })}
        />
        <Checkbox
          label={say('who also pays')}
          disabled={draft.parentId === null}
          checked={draft.payer === 'parent'}
          onChange={(event) => set({ payer: event.currentTarget.checked ? 'parent' : 'self' })}
        />
      </Group>
    </>
  );
}

function ReferenceFields(props: DraftProps) {
  const say = useSay();
  const { draft, set } = props;
  return (
    <>
      <Group gap="xs" grow align="flex-start">
        <DraftText {...props} field="buyerReference" label={say(REFERENCE_NAMES.buyerReference)} />
        <DraftText {...props} field="orderNumber" label={say(REFERENCE_NAMES.orderNumber)} />
      </Group>
      <Group gap="xs" grow align="flex-start">
        <DraftText {...props} field="contractReference" label={say(REFERENCE_NAMES.contractReference)} />
        <DraftText {...props} field="costCentre" label={say(REFERENCE_NAMES.costCentre)} />
        <DraftText {...props} field="siren" label={say(REFERENCE_NAMES.siren)} maxLength={9} />
      </Group>
      <MultiSelect
        size="xs"
        label={say('Wanted on every invoice')}
        value={[...draft.requiredReferences]}
        data={REFERENCES.map((value) => ({ value, label: say(REFERENCE_NAMES[value]) }))}
        onChange={(values) => set({ requiredReferences: REFERENCES.filter((each) => values.includes(each)) })}
      />
      <Group gap="xs" grow align="flex-start">
        <DraftText
          {...props}
          field="eInvoiceScheme"
          label={say('E-invoice address: scheme')}
          placeholder="0204"
          maxLength={4}
        />
        <DraftText {...props} field="eInvoiceId" label={say('E-invoice address')} />
      </Group>
    </>
  );
}
