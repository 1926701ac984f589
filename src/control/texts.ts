import { type Texts, text } from '#base';

export const TEXTS: Texts = {
  'phase.check': text('Checking'),
  'control.unpriced': text(
    '{customer}: {records, plural, one {one call} other {# calls}} to {prefix}… ({minutes} min) without a price',
  ),
  'control.unmatched': text(
    '{identifier} ({source}) belongs to no customer: {records, plural, one {one call} other {# calls}}, {amount, number, money} at list price',
  ),
  'control.negativeInvoice': text('{customer}: the bill is negative ({amount, number, money})'),
  'control.zeroInvoice': text('{customer}: a contract is in force, but there is nothing to pay'),
  'control.jump': text('{customer}: {now, number, money} after {before, number, money} last month'),
  'control.usageStopped': text(
    '{customer}: {calls, plural, one {one call} other {# calls}} last month, none this month',
  ),
  'control.billStopped': text('{customer}: no bill this month, {before, number, money} last month'),
  'control.negativeMargin': text(
    '{customer}: {calls, plural, one {one call} other {# calls}} ({class, select, nationalFixed {national fixed} nationalMobile {national mobile} internationalFixed {international fixed} internationalMobile {international mobile} freephone {freephone} sharedCost {shared cost} premium {premium rate} shortCode {short numbers} emergency {emergency} other {{class}}}) cost us {loss, number, money} more than they bring',
  ),
  'control.premiumFirstSeen': text('{customer}: premium numbers for the first time, {amount, number, money}'),
  'control.lateUsage': text(
    '{customer}: {calls, plural, one {one late call} other {# late calls}} of an earlier month, {amount, number, money}',
  ),
  'control.fileQuarantined': text('File {file} was put aside; its calls are missing'),
  'control.recordsRejected': text('File {file}: {rejected} of {records} records could not be read'),
  'control.openErrors': text('{errors, plural, one {One error is} other {# errors are}} not dealt with yet'),
  'control.samePerson': text('A second person must approve: {actor} drew these drafts'),
  'control.samePersonExcluded': text('A second person must approve: {actor} left customers out'),
  'control.samePersonAccepted': text('A second person must approve: {actor} accepted findings'),
  'control.notApproved': text('Run {run} is not approved'),
  'control.changedSinceApproval': text(
    'The drafts of run {run} have changed since they were approved; approve them again',
  ),
  'control.unknownFinding': text('Run {run} has no such finding'),
};
