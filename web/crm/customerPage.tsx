import { Grid, Paper, Stack, Tabs } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { useCall, useLanguage, useSay } from '#app';
import { type customerReply, getCustomerEndpoint } from '#crm';
import { Facts, Loaded, Page, Section, StatusTag } from '#kit';
import { AllowancesTab } from './allowancesTab.tsx';
import { CallsTab } from './callsTab.tsx';
import { ContractsTab } from './contractsTab.tsx';
import { InvoicesTab } from './invoicesTab.tsx';
import { countryName, KIND_NAMES, PAYMENT_NAMES, TAX_NAMES } from './names.ts';

type Customer = z.output<typeof customerReply>;

const route = getRouteApi('/customers/$customerId');

/** A customer: master data, what he has, what he was billed, what he used. */
export function CustomerPage() {
  const say = useSay();
  const { customerId } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const customer = useCall(getCustomerEndpoint, { params: { customerId } });
  return (
    <Loaded of={customer}>
      {(found) => (
        <Page
          title={found.name}
          subtitle={say('Customer {number}', { number: found.number })}
          actions={
            <Link to="/price" search={{ customerId: found.id }} className="action">
              {say('What does it cost?')}
            </Link>
          }
        >
          <MasterData customer={found} />
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(value) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  tab: value === 'invoices' || value === 'calls' || value === 'allowances' ? value : 'contracts',
                }),
              })
            }
          >
            <Tabs.List>
              <Tabs.Tab value="contracts">{say('Contracts and lines')}</Tabs.Tab>
              <Tabs.Tab value="allowances">{say('Included')}</Tabs.Tab>
              <Tabs.Tab value="invoices">{say('Invoices')}</Tabs.Tab>
              <Tabs.Tab value="calls">{say('Calls of the month')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="contracts" pt="md">
              <ContractsTab customerId={found.id} currency={found.currency} />
            </Tabs.Panel>
            <Tabs.Panel value="allowances" pt="md">
              <AllowancesTab customerId={found.id} currency={found.currency} />
            </Tabs.Panel>
            <Tabs.Panel value="invoices" pt="md">
              <InvoicesTab customerId={found.id} />
            </Tabs.Panel>
            <Tabs.Panel value="calls" pt="md">
              <CallsTab customerId={found.id} />
            </Tabs.Panel>
          </Tabs>
        </Page>
      )}
    </Loaded>
  );
}

function MasterData({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Paper p="md">
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 4 }}>
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
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Section title={say('Tax')}>
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
                [say('Buyer reference'), customer.buyerReference],
              ]}
            />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Section title={say('Payment and bill')}>
            <Facts
              facts={[
                [say('Payment'), say(PAYMENT_NAMES[customer.paymentMethod])],
                [say('Term'), say('{n, plural, one {# day} other {# days}}', { n: customer.paymentTermsDays })],
                [say('IBAN'), customer.iban && <span className="mono">{customer.iban}</span>],
                [say('Mandate'), customer.mandateReference],
                [say('Itemised bill'), customer.itemise ? say('yes') : say('no')],
                [say('Hidden digits'), customer.maskDigits > 0 ? String(customer.maskDigits) : null],
              ]}
            />
          </Section>
        </Grid.Col>
      </Grid>
    </Paper>
  );
}
