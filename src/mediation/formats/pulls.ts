/** How carriers and systems hand out records by API, as their references say; the account's part is the feed's. */
import type { FormatDefinition } from '../language/format.ts';

type Pull = NonNullable<FormatDefinition['pull']>;

const OVH = 'https://eu.api.ovh.com/1.0';
const DAY_S = 86_400;

/** Variable `account`: the billing account. Ids of calls, line by line; the running month only. */
export const OVH_VOICE: Pull = {
  url: `${OVH}/telephony/{account}/service/{each}/voiceConsumption`,
  each: `${OVH}/telephony/{account}/service`,
  query: { 'creationDatetime.from': '{from}', 'creationDatetime.to': '{to}' },
  auth: { kind: 'ovh' },
  paging: { kind: 'listThenDetail', detailUrl: `${OVH}/telephony/{account}/service/{each}/voiceConsumption/{id}` },
  window: { form: 'iso', lengthS: 7 * DAY_S, overlapS: DAY_S, delayS: 0, historyS: 31 * DAY_S },
  minIntervalMs: 50,
};

/** Variable `account`: the name of the SMS service. */
export const OVH_SMS: Pull = {
  url: `${OVH}/sms/{account}/outgoing`,
  query: { 'creationDatetime.from': '{from}', 'creationDatetime.to': '{to}' },
  auth: { kind: 'ovh' },
  paging: { kind: 'listThenDetail', detailUrl: `${OVH}/sms/{account}/outgoing/{id}` },
  window: { form: 'iso', lengthS: 7 * DAY_S, overlapS: DAY_S, delayS: 0, historyS: 31 * DAY_S },
  minIntervalMs: 50,
};

const twilio = (resource: 'Calls' | 'Messages', from: string, to: string): Pull => ({
  url: `https://api.twilio.com/2010-04-01/Accounts/{account}/${resource}.json`,
  query: { [from]: '{from}', [to]: '{to}', PageSize: '1000' },
  auth: { kind: 'basic' },
  paging: { kind: 'nextLink', path: ['next_page_uri'] },
  items: [resource.toLowerCase()],
  id: ['sid'],
  window: { form: 'date', lengthS: DAY_S, overlapS: 3_600, delayS: 300, historyS: 31 * DAY_S },
  // The price comes later than the call.
  provisional: { path: ['price'], withinS: 2 * DAY_S },
});

/** Variable `account`: the account's SID, which is also the user; the password is the auth token. */
export const TWILIO_CALLS = twilio('Calls', 'StartTime>', 'StartTime<');
export const TWILIO_MESSAGES = twilio('Messages', 'DateSent>', 'DateSent<');

/** Windows of at most twelve hours that end five minutes ago or earlier, one request a minute. Variable `host`: the region's. */
export const WEBEX: Pull = {
  url: 'https://{host}/v1/cdr_feed',
  query: { startTime: '{from}', endTime: '{to}', max: '500' },
  variables: { host: 'analytics-calling.webexapis.com' },
  auth: { kind: 'bearer' },
  paging: { kind: 'nextLink' },
  items: ['items'],
  id: ['Report ID'],
  window: { form: 'isoMs', lengthS: 12 * 3_600, overlapS: 2 * 3_600, delayS: 360, historyS: 2 * DAY_S },
  minIntervalMs: 60_000,
};

const graph = (resource: string): Pull => ({
  url: `https://graph.microsoft.com/v1.0/communications/callRecords/${resource}(fromDateTime={from},toDateTime={to})`,
  auth: {
    kind: 'oauth2',
    tokenUrl: 'https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token',
    scope: 'https://graph.microsoft.com/.default',
  },
  paging: { kind: 'nextLink', path: ['@odata.nextLink'] },
  items: ['value'],
  id: ['id'],
  window: { form: 'iso', lengthS: 30 * DAY_S, overlapS: DAY_S, delayS: 300, historyS: 89 * DAY_S },
});

/** Variable `tenant`; a registered application with the permission CallRecords.Read.All. */
export const GRAPH_PSTN = graph('getPstnCalls');
export const GRAPH_DIRECT_ROUTING = graph('getDirectRoutingCalls');
