import { type Texts, text } from '#base';
import { CARRIER_INVOICE_TEXTS } from './carrierInvoices/texts.ts';
import { FINDING_TEXTS } from './findingTexts.ts';
import { PROTOCOL_TEXTS } from './protocolTexts.ts';

export const TEXTS: Texts = {
  ...FINDING_TEXTS,
  ...PROTOCOL_TEXTS,
  ...CARRIER_INVOICE_TEXTS,
  'phase.check': text('Checking'),
  'control.openErrors': text('{errors, plural, one {One error is} other {# errors are}} not dealt with yet'),
  'control.samePerson': text('A second person must approve: {actor} drew these drafts'),
  'control.samePersonExcluded': text('A second person must approve: {actor} left customers out'),
  'control.samePersonAccepted': text('A second person must approve: {actor} accepted findings'),
  'control.notApproved': text('Run {run} is not approved'),
  'control.changedSinceApproval': text(
    'The drafts of run {run} have changed since they were approved; approve them again',
  ),
  'control.unknownThreshold': text('There is no threshold {name}'),
  'control.thresholdOutOfBounds': text('{value} is not between {min} and {max}'),
  'control.unknownUser': text('There is no user {name}'),
  'control.noProtocol': text('Run {run} has no protocol {no}'),
  'control.unknownFinding': text('Run {run} has no such finding'),
};
