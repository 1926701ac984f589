/** The rooms of the house in their order: what each adds to the doors (HTTP, worker, command line). */
import { ACCESS_TEXTS } from '#access';
import type { Texts } from '#base';
import { BILLING_TEXTS } from '#billing';
import { customerBusiness, importRater } from '#billing/service';
import { CATALOG_TEXTS } from '#catalog';
import { CONTRACTS_TEXTS } from '#contracts';
import { CONTROL_TEXTS } from '#control';
import { CRM_TEXTS } from '#crm';
import { INVOICING_TEXTS } from '#invoicing';
import { LEDGER_TEXTS } from '#ledger';
import { MEDIATION_TEXTS } from '#mediation';
import type { ImportDoor } from '#mediation/service';
import { HTTP_TEXTS, type Http } from '#platform/http';
import { enqueue, type Job } from '#platform/jobs';
import { TEXTS as PLATFORM_TEXTS } from '#platform/texts';
import { RATING_TEXTS } from '#rating';
import { accessRoutes } from './access/routes.ts';
import { rerateJob } from './billing/jobs.ts';
import { billingRoutes } from './billing/routes.ts';
import { catalogRoutes } from './catalog/routes.ts';
import { contractsRoutes } from './contracts/routes.ts';
import { helpDrawJob, prepareRunJob } from './control/jobs.ts';
import { controlRoutes } from './control/routes.ts';
import { crmRoutes } from './crm/routes.ts';
import { issueRunJob } from './invoicing/jobs.ts';
import { invoicingRoutes } from './invoicing/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { mediationRoutes } from './mediation/routes.ts';
import { ratingRoutes } from './rating/routes.ts';

/** What rating and billing do for every import, whichever way the file came. */
export const IMPORT_DOOR: ImportDoor = {
  rater: importRater,
  imported: (app, actor) => enqueue(app, actor, rerateJob, {}, { singletonKey: 'all' }),
};

export const ROUTES: readonly ((http: Http) => void)[] = [
  accessRoutes,
  ledgerRoutes,
  catalogRoutes,
  (http) => crmRoutes(http, customerBusiness),
  contractsRoutes,
  (http) => mediationRoutes(http, IMPORT_DOOR),
  ratingRoutes,
  billingRoutes,
  controlRoutes,
  invoicingRoutes,
];

export const JOBS: readonly Job[] = [rerateJob, prepareRunJob, helpDrawJob, issueRunJob];

export const TEXTS: readonly Texts[] = [
  PLATFORM_TEXTS,
  HTTP_TEXTS,
  ACCESS_TEXTS,
  LEDGER_TEXTS,
  CATALOG_TEXTS,
  CRM_TEXTS,
  CONTRACTS_TEXTS,
  MEDIATION_TEXTS,
  RATING_TEXTS,
  BILLING_TEXTS,
  CONTROL_TEXTS,
  INVOICING_TEXTS,
];
