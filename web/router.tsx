import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { z } from 'zod';
import { dateText, monthText } from '#base';
import { PRICE_CHANGES, PRODUCT_KINDS } from '#catalog';
import { AGAINST, CARRIER_CAUSES, CELL_FILTERS, GROUPS } from '#control';
import { CUSTOMER_KINDS, CUSTOMER_STATES, TAX_STATUSES } from '#crm';
import { RECONCILIATION_KINDS } from '#mediation';
import { Fault, NotFound, Shell } from './app/shell.tsx';
import { CARRIER_VIEWS } from './control/carrierViews.ts';
import { CUSTOMER_TABS } from './crm/tabs.ts';
import { askedSearch } from './rating/asked.ts';

/** Everything a list shows stands in the URL: bad values fall back, they never break a page. */
const month = monthText.optional().catch(undefined);
const q = z.string().default('').catch('');
const page = z.number().int().min(1).default(1).catch(1);
const sort = (standard: string) => z.string().default(standard).catch(standard);

const rootRoute = createRootRoute({
  validateSearch: z.object({ month }),
  search: { middlewares: [retainSearchParams(['month'])] },
  component: Shell,
  errorComponent: Fault,
  notFoundComponent: NotFound,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/month' });
  },
});

const monthRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/month',
  component: lazyRouteComponent(() => import('./control/monthPage.tsx'), 'MonthPage'),
});

const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  component: lazyRouteComponent(() => import('./billing/runsPage.tsx'), 'RunsPage'),
});

const reviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$runId',
  validateSearch: z.object({
    q,
    page,
    sort: sort('-difference'),
    only: z.enum(['all', 'findings', 'excluded']).default('all').catch('all'),
    against: z.enum(AGAINST).default('month').catch('month'),
    group: z.enum(GROUPS).optional().catch(undefined),
    draft: z.number().int().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./control/reviewPage.tsx'), 'ReviewPage'),
});

const findingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$runId/findings',
  validateSearch: z.object({
    only: z.enum(['open', 'mine', 'all']).default('open').catch('open'),
    /** Code of the check that is shown; the worst where none. */
    check: z.string().max(100).optional().catch(undefined),
    page,
  }),
  component: lazyRouteComponent(() => import('./control/findingsPage.tsx'), 'FindingsPage'),
});

const checksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checks',
  component: lazyRouteComponent(() => import('./control/checksPage.tsx'), 'ChecksPage'),
});

const customersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers',
  validateSearch: z.object({
    q,
    page,
    sort: sort('number'),
    state: z.enum(CUSTOMER_STATES).default('open').catch('open'),
    kind: z.enum(CUSTOMER_KINDS).optional().catch(undefined),
    taxStatus: z.enum(TAX_STATUSES).optional().catch(undefined),
    batch: z.string().max(20).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./crm/customersPage.tsx'), 'CustomersPage'),
});

const newCustomerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/new',
  component: lazyRouteComponent(() => import('./crm/newCustomerPage.tsx'), 'NewCustomerPage'),
});

const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$customerId',
  validateSearch: z.object({
    tab: z.enum(CUSTOMER_TABS).default('contracts').catch('contracts'),
    // Of the account: the currency looked at, the page of what is open, the days of the statement and its page.
    currency: z.string().max(3).optional().catch(undefined),
    from: z.iso.date().optional().catch(undefined),
    to: z.iso.date().optional().catch(undefined),
    open: z.number().int().min(1).optional().catch(undefined),
    page: z.number().int().min(1).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./crm/customerPage.tsx'), 'CustomerPage'),
});

const filesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/files',
  validateSearch: z.object({
    q,
    page,
    sourceId: z.number().int().optional().catch(undefined),
    state: z.enum(['all', 'quarantined']).default('all').catch('all'),
    months: z.enum(['one', 'all']).default('one').catch('one'),
  }),
  component: lazyRouteComponent(() => import('./mediation/filesPage.tsx'), 'FilesPage'),
});

const fileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/files/$fileId',
  validateSearch: z.object({ page }),
  component: lazyRouteComponent(() => import('./mediation/filePage.tsx'), 'FilePage'),
});

const feedsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/feeds',
  component: lazyRouteComponent(() => import('./mediation/feedsPage.tsx'), 'FeedsPage'),
});

const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  component: lazyRouteComponent(() => import('./mediation/sourcesPage.tsx'), 'SourcesPage'),
});

const carrierInvoicesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/carrier-invoices',
  component: lazyRouteComponent(() => import('./control/carrierInvoicesPage.tsx'), 'CarrierInvoicesPage'),
});

const carrierImportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/carrier-invoices/import',
  validateSearch: z.object({
    carrier: z.string().max(40).optional().catch(undefined),
    /** Content and name of the file. */
    file: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .catch(undefined),
    name: z.string().max(300).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./control/carrierImportPage.tsx'), 'CarrierImportPage'),
});

const carrierMonthRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/carrier-invoices/$carrier/$month',
  validateSearch: z.object({
    view: z.enum(CARRIER_VIEWS).default('differences').catch('differences'),
    only: z.enum(CELL_FILTERS).default('open').catch('open'),
    cause: z.enum(CARRIER_CAUSES).optional().catch(undefined),
    identifier: z.string().max(500).optional().catch(undefined),
    destination: z.string().max(40).optional().catch(undefined),
    q,
    page,
    /** Key of the difference that is open. */
    cell: z.string().max(1000).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./control/carrierMonthPage.tsx'), 'CarrierMonthPage'),
});

const reconciliationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reconciliation',
  validateSearch: z.object({
    source: z.string().max(40).optional().catch(undefined),
    billed: z.string().max(40).optional().catch(undefined),
    kind: z.enum(RECONCILIATION_KINDS).default('all').catch('all'),
    page,
  }),
  component: lazyRouteComponent(() => import('./mediation/reconciliationPage.tsx'), 'ReconciliationPage'),
});

const formatsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/formats',
  validateSearch: z.object({ q }),
  component: lazyRouteComponent(() => import('./mediation/formatsPage.tsx'), 'FormatsPage'),
});

const wizardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/formats/new',
  validateSearch: z.object({
    /** The file sent, by its content. */
    file: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .catch(undefined),
    name: z.string().max(300).default('').catch(''),
    /** What fits best, or the proposal even where a known format fits. */
    use: z.enum(['best', 'proposal']).default('best').catch('best'),
  }),
  component: lazyRouteComponent(() => import('./mediation/wizardPage.tsx'), 'WizardPage'),
});

const unmatchedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unmatched',
  component: lazyRouteComponent(() => import('./rating/unmatchedPage.tsx'), 'UnmatchedPage'),
});

const reratingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rerating',
  component: lazyRouteComponent(() => import('./rating/reratingPage.tsx'), 'ReratingPage'),
});

const invoicesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invoices',
  validateSearch: z.object({
    q,
    page,
    sort: sort('-number'),
    months: z.enum(['one', 'all']).default('one').catch('one'),
  }),
  component: lazyRouteComponent(() => import('./invoicing/invoicesPage.tsx'), 'InvoicesPage'),
});

const invoiceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invoices/$number',
  validateSearch: z.object({ page, line: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./invoicing/invoicePage.tsx'), 'InvoicePage'),
});

const priceListsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/price-lists',
  component: lazyRouteComponent(() => import('./catalog/priceListsPage.tsx'), 'PriceListsPage'),
});

const priceListRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/price-lists/$code',
  validateSearch: z.object({ q, page, version: z.number().int().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./catalog/priceListPage.tsx'), 'PriceListPage'),
});

const productsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/products',
  validateSearch: z.object({
    q,
    kind: z.enum(PRODUCT_KINDS).optional().catch(undefined),
    family: z.string().optional().catch(undefined),
    retired: z.boolean().default(false).catch(false),
    sort: sort('name'),
  }),
  component: lazyRouteComponent(() => import('./catalog/productsPage.tsx'), 'ProductsPage'),
});

const productRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/products/$code',
  component: lazyRouteComponent(() => import('./catalog/productPage.tsx'), 'ProductPage'),
});

const productSettingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/product-settings',
  component: lazyRouteComponent(() => import('./catalog/productSettingsPage.tsx'), 'ProductSettingsPage'),
});

const bundlesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bundles',
  validateSearch: z.object({ q, sort: sort('name') }),
  component: lazyRouteComponent(() => import('./catalog/bundlesPage.tsx'), 'BundlesPage'),
});

const bundleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bundles/$code',
  component: lazyRouteComponent(() => import('./catalog/bundlePage.tsx'), 'BundlePage'),
});

const newBundleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new-bundle',
  component: lazyRouteComponent(() => import('./catalog/bundlePage.tsx'), 'NewBundlePage'),
});

const indexationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/indexation',
  component: lazyRouteComponent(() => import('./contracts/indexationPage.tsx'), 'IndexationPage'),
});

const priceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/price',
  validateSearch: askedSearch,
  component: lazyRouteComponent(() => import('./rating/simulatorPage.tsx'), 'SimulatorPage'),
});

const priceImportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/price-lists/$code/import',
  validateSearch: z.object({
    /** The file sent, by its content. */
    file: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .catch(undefined),
    validFrom: dateText.optional().catch(undefined),
    kind: z.enum(PRICE_CHANGES).optional().catch(undefined),
    page,
  }),
  component: lazyRouteComponent(() => import('./catalog/priceImportPage.tsx'), 'PriceImportPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    monthRoute,
    runsRoute,
    reviewRoute,
    findingsRoute,
    checksRoute,
    customersRoute,
    newCustomerRoute,
    customerRoute,
    filesRoute,
    fileRoute,
    feedsRoute,
    sourcesRoute,
    reconciliationRoute,
    carrierInvoicesRoute,
    carrierImportRoute,
    carrierMonthRoute,
    formatsRoute,
    wizardRoute,
    unmatchedRoute,
    reratingRoute,
    invoicesRoute,
    invoiceRoute,
    priceListsRoute,
    priceListRoute,
    priceImportRoute,
    indexationRoute,
    priceRoute,
    productsRoute,
    productRoute,
    productSettingsRoute,
    bundlesRoute,
    bundleRoute,
    newBundleRoute,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
