import { ACCESS_TEXTS } from '#access';
import { type Texts, text } from '#base';
import { BILLING_TEXTS } from '#billing';
import { CATALOG_TEXTS } from '#catalog';
import { CONTRACTS_TEXTS } from '#contracts';
import { CONTROL_TEXTS } from '#control';
import { CRM_TEXTS } from '#crm';
import { INVOICING_TEXTS } from '#invoicing';
import { MEDIATION_TEXTS } from '#mediation';
import { HTTP_TEXTS } from '#platform/http/texts';
import { TEXTS as PLATFORM_TEXTS } from '#platform/texts';
import { RATING_TEXTS } from '#rating';

const APP_TEXTS: Texts = {
  'web.workFailed': text(
    'The work stopped by a fault of the program. The log has the details; it can be started again.',
  ),
  'web.noAnswer': text('The server does not answer. Is it running, and is the network there?'),
};

/** Texts by code of every slice whose findings, refusals or explanations a screen can show. */
export const TEXTS: Texts = {
  ...APP_TEXTS,
  ...PLATFORM_TEXTS,
  ...HTTP_TEXTS,
  ...ACCESS_TEXTS,
  ...CATALOG_TEXTS,
  ...CRM_TEXTS,
  ...CONTRACTS_TEXTS,
  ...MEDIATION_TEXTS,
  ...RATING_TEXTS,
  ...BILLING_TEXTS,
  ...CONTROL_TEXTS,
  ...INVOICING_TEXTS,
};
