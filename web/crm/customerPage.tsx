import { Tabs } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCall, useSay } from '#app';
import { text } from '#base';
import { getCustomerEndpoint } from '#crm';
import { DateText, Loaded, Page, StatusTag } from '#kit';
import { BillPreview } from '../billing/billPreview.tsx';
import { ContractsTab } from '../contracts/contractsTab.tsx';
import { AccountTab } from '../ledger/accountTab.tsx';
import { AllowancesTab } from './allowancesTab.tsx';
import { CallsTab } from './callsTab.tsx';
import { ContactsTab } from './contactsTab.tsx';
import type { Customer } from './customerDraft.ts';
import { InvoicesTab } from './invoicesTab.tsx';
import { MasterDataTab } from './masterDataTab.tsx';
import { KIND_NAMES, TAX_NAMES } from './names.ts';
import { PayersTab } from './payersTab.tsx';
import { SitesTab } from './sitesTab.tsx';
import { CUSTOMER_TABS } from './tabs.ts';

const route = getRouteApi('/customers/$customerId');

const TAB_NAMES: Readonly<Record<(typeof CUSTOMER_TABS)[number], string>> = {
  contracts: text('Contracts and lines'),
  master: text('Master data'),
  sites: text('Sites'),
  contacts: text('Contacts'),
  payers: text('Payers'),
  allowances: text('Included'),
  invoices: text('Invoices'),
  account: text('Account'),
  calls: text('Calls of the month'),
};

/** A customer: what he has, who he is, where, who pays, what he was billed, what he used. */
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
          subtitle={<Subtitle customer={found} />}
          actions={
            <>
              <BillPreview customerId={found.id} customerName={found.name} />
              <Link to="/price" search={{ customerId: found.id }} className="action">
                {say('What does it cost?')}
              </Link>
            </>
          }
        >
          <Tabs
            value={tab}
            keepMounted={false}
            onChange={(value) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  tab: CUSTOMER_TABS.find((each) => each === value) ?? 'contracts',
                }),
              })
            }
          >
            <Tabs.List>
              {CUSTOMER_TABS.map((each) => (
                <Tabs.Tab key={each} value={each}>
                  {say(TAB_NAMES[each])}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {CUSTOMER_TABS.map((each) => (
              <Tabs.Panel key={each} value={each} pt="md">
                <TabContent tab={each} customer={found} />
              </Tabs.Panel>
            ))}
          </Tabs>
        </Page>
      )}
    </Loaded>
  );
}

/** Who he is in one line, and whether he is still there. */
function Subtitle({ customer }: { readonly customer: Customer }) {
  const say = useSay();
  const { closedOn, mergedInto } = customer;
  return (
    <>
      {say('Customer {number}', { number: customer.number })} · {say(KIND_NAMES[customer.kind])} ·{' '}
      {say(TAX_NAMES[customer.taxStatus])} · {customer.currency}
      {closedOn !== null && (
        <>
          {' '}
          <StatusTag tone="warn">{say('closed')}</StatusTag> <DateText date={closedOn} />
        </>
      )}
      {mergedInto !== null && (
        <>
          {' · '}
          <Link to="/customers/$customerId" params={{ customerId: String(mergedInto) }} search={{ tab: 'contracts' }}>
            {say('Merged: to the customer that was kept')}
          </Link>
        </>
      )}
    </>
  );
}

function TabContent({ tab, customer }: { readonly tab: (typeof CUSTOMER_TABS)[number]; readonly customer: Customer }) {
  switch (tab) {
    case 'contracts':
      return <ContractsTab customerId={customer.id} currency={customer.currency} />;
    case 'master':
      return <MasterDataTab customer={customer} />;
    case 'sites':
      return <SitesTab customer={customer} />;
    case 'contacts':
      return <ContactsTab customer={customer} />;
    case 'payers':
      return <PayersTab customer={customer} />;
    case 'allowances':
      return <AllowancesTab customerId={customer.id} currency={customer.currency} />;
    case 'invoices':
      return <InvoicesTab customerId={customer.id} />;
    case 'account':
      return <AccountTab customerId={customer.id} />;
    case 'calls':
      return <CallsTab customerId={customer.id} />;
  }
}
