/**
 * TAP 3: what visited networks charge a subscriber's own one for, GSMA TD.57. The clock of each event is local, its offset by a code that the file's
 * head explains; amounts are whole numbers in the currency of the agreement, with decimals and rates in the head; sums and counts stand at the end.
 */
import type { FormatDefinition } from '../../language/format.ts';
import { VISITED } from './tadig.ts';
import { tap3Sample } from './tap3Sample.ts';
import { TAP_TAGS } from './tapTags.ts';

const MO = 'MoBasicCallInformation';
const MT = 'MtBasicCallInformation';
const GPRS = 'GprsBasicCallInformation';
const SIM = 'ChargeableSubscriber.SimChargeableSubscriber';
const BASIC = 'BasicServiceUsedList.BasicServiceUsed';
const INFORMATION = 'ChargeInformationList.ChargeInformation';
const TOTAL = 'ChargeDetailList.ChargeDetail[ChargeType=00].Charge';

/** Where each kind of event has its time. */
const STARTS = [
  `${MO}.CallEventStartTimeStamp`,
  `${MT}.CallEventStartTimeStamp`,
  `${GPRS}.CallEventStartTimeStamp`,
  'SupplServiceUsed.ChargingTimeStamp',
  'ServiceStartTimestamp',
  'ScuTimeStamps.DepositTimeStamp',
  'ScuTimeStamps.CompletionTimeStamp',
];

const SUBSCRIBERS = [
  `${MO}.${SIM}`,
  `${MT}.${SIM}`,
  `${GPRS}.GprsChargeableSubscriber.${SIM}`,
  'ScuBasicInformation.ScuChargeableSubscriber.GsmChargeableSubscriber',
  'ChargedParty',
  SIM,
];

/** Where each kind of event has its charges and the code of their rate. */
const CHARGES = [
  `${BASIC}.${INFORMATION}`,
  `GprsServiceUsed.${INFORMATION}`,
  'SupplServiceUsed.ChargeInformation',
  'SessionChargeInfoList.SessionChargeInformation',
  'ChargeInformation',
];

const at = (...paths: readonly string[]) => ({ at: paths.map((path) => ({ path })) });
const below = (paths: readonly string[], name: string) => paths.map((path) => `${path}.${name}`);

export const tap3: FormatDefinition = {
  id: 'tap3',
  version: 1,
  name: 'TAP 3 roaming files (GSMA TD.57)',
  about: {
    kind: 'mobile',
    verified: 'sample',
    knowledge: ['GSMA TD.57, releases 3.9 to 3.12: names and tags; test files of the libxfsx project'],
  },
  structure: {
    kind: 'asn1',
    recordPath: [
      '/TransferBatch/BatchControlInfo',
      '/TransferBatch/AccountingInfo',
      '/TransferBatch/NetworkInfo',
      '/TransferBatch/CallEventDetailList/*',
      '/TransferBatch/AuditControlInfo',
      '/Notification',
    ].join('|'),
    tags: TAP_TAGS,
  },
  fields: {
    kind: at('#name'),
    sender: at('Sender'),
    recipient: at('Recipient'),
    fileNumber: at('FileSequenceNumber'),
    offsetCodes: { ...at('UtcTimeOffsetInfoList.UtcTimeOffsetInfo.UtcTimeOffsetCode'), many: 'join' },
    offsets: { ...at('UtcTimeOffsetInfoList.UtcTimeOffsetInfo.UtcTimeOffset'), many: 'join' },
    tapDecimals: at('TapDecimalPlaces'),
    tapCurrency: { at: [{ path: 'TapCurrency' }, { constant: 'XDR' }] },
    localCurrency: at('LocalCurrency'),
    rateCodes: { ...at('CurrencyConversionList.CurrencyConversion.ExchangeRateCode'), many: 'join' },
    rates: { ...at('CurrencyConversionList.CurrencyConversion.ExchangeRate'), many: 'join' },
    rateDecimals: { ...at('CurrencyConversionList.CurrencyConversion.NumberOfDecimalPlaces'), many: 'join' },
    eventCount: at('CallEventDetailsCount'),
    totalCharge: at('TotalCharge'),

    start: at(...below(STARTS, 'LocalTimeStamp')),
    offsetCode: at(...below(STARTS, 'UtcTimeOffsetCode')),
    offset: { at: [{ table: 'offset', by: 'offsetCode' }] },
    seconds: at(
      `${MO}.TotalCallEventDuration`,
      `${MT}.TotalCallEventDuration`,
      `${GPRS}.TotalCallEventDuration`,
      'TotalCallEventDuration',
    ),
    imsi: at(...below(SUBSCRIBERS, 'Imsi')),
    subscriber: at(...below(SUBSCRIBERS, 'Msisdn')),
    called: at(
      `${MO}.Destination.CalledNumber`,
      `${MO}.Destination.SmsDestinationNumber`,
      `${MO}.Destination.DialledDigits`,
      `${GPRS}.GprsDestination.AccessPointNameNI`,
      'NonChargedParty.NonChargedPartyNumber',
      'ScuBasicInformation.NonChargedNumber',
      'SupplServiceUsed.SupplServiceCode',
    ),
    caller: at(`${MT}.CallOriginator.CallingNumber`, `${MT}.CallOriginator.SmsOriginator`),
    teleService: at(`${BASIC}.BasicService.BasicServiceCode.TeleServiceCode`),
    received: at('GprsServiceUsed.DataVolumeIncoming'),
    sent: at('GprsServiceUsed.DataVolumeOutgoing'),
    reference: at('LocationInformation.NetworkLocation.CallReference', `${GPRS}.ChargingId`, 'EventReference'),
    partial: at(`${GPRS}.PartialTypeIndicator`),
    partOf: {
      ...at(`${GPRS}.PartialTypeIndicator`),
      transforms: [{ op: 'map', table: { F: 'session', I: 'session', L: 'session' }, otherwise: 'empty' }],
    },
    charge: { ...at(...below(CHARGES, TOTAL), 'Charge'), many: 'sum' },
    rateCode: at(...below(CHARGES, 'ExchangeRateCode'), 'ExchangeRateCode'),
    rate: { at: [{ table: 'rate', by: 'rateCode' }] },
    rateDecimal: { at: [{ table: 'rateDecimals', by: 'rateCode' }] },
    decimals: { at: [{ context: 'tapDecimals' }] },
    currency: { at: [{ context: 'tapCurrency' }] },
    visited: { at: [{ context: 'sender' }], transforms: VISITED },
    ratedCurrency: { at: [{ context: 'localCurrency' }] },
  },
  recordTypes: [
    { when: { field: 'kind', equals: 'BatchControlInfo' }, role: 'fileHeader', gives: ['sender'] },
    {
      when: { field: 'kind', equals: 'AccountingInfo' },
      role: 'section',
      gives: ['tapDecimals', 'tapCurrency', 'localCurrency'],
      tables: {
        rate: { keys: 'rateCodes', values: 'rates' },
        rateDecimals: { keys: 'rateCodes', values: 'rateDecimals' },
      },
    },
    {
      when: { field: 'kind', equals: 'NetworkInfo' },
      role: 'section',
      tables: { offset: { keys: 'offsetCodes', values: 'offsets' } },
    },
    { when: { field: 'kind', equals: 'AuditControlInfo' }, role: 'fileTrailer' },
    { when: { field: 'kind', equals: 'Notification' }, role: 'notification' },
    { when: { field: 'kind', oneOf: ['ContentTransaction', 'LocationService'] }, role: 'quality' },
    { role: 'billable' },
  ],
  record: {
    service: {
      rules: [
        { when: { field: 'kind', equals: 'GprsCall' }, is: 'data' },
        { when: { field: 'teleService', oneOf: ['20', '21', '22'] }, is: 'sms' },
        { when: { field: 'kind', oneOf: ['ServiceCentreUsage', 'MessagingEvent'] }, is: 'sms' },
        { when: { field: 'kind', equals: 'SupplServiceEvent' }, is: 'event' },
      ],
      otherwise: 'voice',
    },
    start: {
      fields: ['start'],
      form: { kind: 'pattern', patterns: ['yyyyMMddHHmmss'] },
      zone: { field: 'offset', form: 'offset' },
    },
    duration: { field: 'seconds', form: 's' },
    direction: {
      rules: [{ when: { field: 'kind', equals: 'MobileTerminatedCall' }, is: 'inbound' }],
      otherwise: 'outbound',
    },
    calling: { field: 'subscriber', byDirection: { inbound: 'caller' }, bare: 'international' },
    called: { field: 'called', byDirection: { inbound: 'subscriber' }, bare: 'international' },
    account: { field: 'imsi' },
    costs: [
      {
        field: 'charge',
        decimals: { field: 'decimals' },
        currency: { field: 'currency' },
        rate: { field: 'rate', decimals: { field: 'rateDecimal' }, into: { field: 'ratedCurrency' } },
      },
    ],
    volume: { fields: ['received', 'sent'] },
    network: { field: 'visited' },
    details: { nativeId: ['reference'] },
  },
  partials: {
    key: ['imsi', 'reference', 'partOf'],
    sequence: 'start',
    first: { field: 'partial', equals: 'F' },
    complete: { field: 'partial', equals: 'L' },
    fold: 'sum',
  },
  fileControl: {
    expectedRecords: 'eventCount',
    expectedCost: 'totalCharge',
    sequence: { field: 'fileNumber', of: ['sender', 'recipient'], last: 99_999 },
    onlyWarn: ['cost'],
  },
  dedup: { keys: [['kind', 'imsi', 'start', 'reference'], ['*']] },
  fingerprint: { paths: [] },
  samples: [tap3Sample],
};
