import { type Texts, text } from '#base';

/** What checks found (`control.…`), why it matters (`.why`), and what to do about it (`.todo`). */
export const FINDING_TEXTS: Texts = {
  'control.failedItem': text('{customer}: the bill could not be calculated: {code}'),
  'control.failedItem.why': text('Nobody in the customer’s group gets an invoice until it can.'),
  'control.failedItem.todo': text(
    'Open the customer and mend what the run tells, or leave the customer out with a reason; then make the drafts again.',
  ),
  'control.negativeInvoice': text('{customer}: the bill is negative ({amount, number, money})'),
  'control.negativeInvoice.why': text(
    'Credits are larger than what is charged: the customer gets a credit note, and money back.',
  ),
  'control.negativeInvoice.todo': text(
    'Look at the credits and corrections on the draft. If they are right, accept with the reason.',
  ),
  'control.zeroInvoice': text('{customer}: a contract is in force, but there is nothing to pay'),
  'control.zeroInvoice.why': text('Either nothing was sold, or something is missing: a subscription, a price, usage.'),
  'control.zeroInvoice.todo': text('Look at the contract. If nothing is to be paid, accept or leave the customer out.'),
  'control.jump': text('{customer}: {now, number, money} after {before, number, money} last month'),
  'control.jump.why': text('Jumps are the mistakes customers call about first.'),
  'control.jump.todo': text('Open the draft: it tells the causes of the difference. Accept if they are right.'),
  'control.yearJump': text(
    '{customer}: {now, number, money} after {before, number, money} in the same month last year',
  ),
  'control.yearJump.why': text('The month before may have been wrong too; a year back shows it.'),
  'control.yearJump.todo': text('Open the draft and compare it with last year.'),
  'control.usageStopped': text(
    '{customer}: {calls, plural, one {one record} other {# records}} last month, none this month',
  ),
  'control.usageStopped.why': text(
    'There always was usage: a file may be missing, a line lost, or the customer gone to another carrier.',
  ),
  'control.usageStopped.todo': text(
    'Look at the files of the month and at the customer’s lines; ask the customer if both are right.',
  ),
  'control.billStopped': text('{customer}: no bill this month, {before, number, money} last month'),
  'control.billStopped.why': text('An ended contract, or one ended by mistake.'),
  'control.billStopped.todo': text('Look at the customer’s contracts.'),
  'control.firstBill': text('{customer}: the first bill, {amount, number, money}'),
  'control.firstBill.why': text('The first bill is read most carefully; whatever was entered wrong shows here.'),
  'control.firstBill.todo': text('Compare the draft with the order, line by line.'),
  'control.negativeMargin': text(
    '{customer}: {calls, plural, one {one call} other {# calls}} ({class, select, nationalFixed {national fixed} nationalMobile {national mobile} internationalFixed {international fixed} internationalMobile {international mobile} freephone {freephone} sharedCost {shared cost} premium {premium rate} shortCode {short numbers} emergency {emergency} other {{class}}}) cost us {loss, number, money} more than they bring',
  ),
  'control.negativeMargin.why': text('Every one of these calls is sold below what it costs.'),
  'control.negativeMargin.todo': text(
    'Look at the customer’s prices for these destinations and at the carrier’s; put a new version in force and rate again.',
  ),
  'control.premiumFirstSeen': text('{customer}: premium numbers for the first time, {amount, number, money}'),
  'control.premiumFirstSeen.why': text('Hacked telephone systems begin like this.'),
  'control.premiumFirstSeen.todo': text(
    'Ask the customer before the invoice goes out; block the numbers if it was not the customer.',
  ),
  'control.lateUsage': text(
    '{customer}: {calls, plural, one {one late call} other {# late calls}} of an earlier month, {amount, number, money}',
  ),
  'control.lateUsage.why': text('The records came after their month was billed; customers ask about old calls.'),
  'control.lateUsage.todo': text(
    'Nothing to mend; the calls stand on the bill with their month. Ask the carrier why they came late.',
  ),
  'control.trueUp': text('{customer}: fees of periods billed before are set right, {amount, number, money}'),
  'control.trueUp.why': text(
    'Something changed for the past: an end, a quantity, a price. The customer will see a credit or a charge for a month that was paid.',
  ),
  'control.trueUp.todo': text(
    'Open the draft: each such line tells its reason. Mend the contract if the change was a mistake.',
  ),
  'control.unpriced': text(
    '{customer}: {records, plural, one {one call} other {# calls}} to {prefix}… ({minutes} min) without a price',
  ),
  'control.unpriced.why': text('Usage without a price is given away.'),
  'control.unpriced.todo': text(
    'Add the destination to the customer’s price list; the calls are rated again by themselves.',
  ),
  'control.unmatched': text(
    '{identifier} ({source}) belongs to no customer: {records, plural, one {one call} other {# calls}}, {amount, number, money} at list price',
  ),
  'control.unmatched.why': text('The carrier takes money for these calls, nobody pays us.'),
  'control.unmatched.todo': text('Assign the line to its customer, or end it with the carrier.'),
  'control.usageAfterEnd': text(
    '{customer}: {identifier} of contract {contract} ended on {ended, date}, but {records, plural, one {one call} other {# calls}} came after, {amount, number, money} at list price',
  ),
  'control.usageAfterEnd.why': text('The line was ended here, not with the carrier: it costs on, and nobody pays.'),
  'control.usageAfterEnd.todo': text('End the line with the carrier, or give it to its new owner.'),
  'control.longCall': text(
    '{customer}: {calls, plural, one {a call} other {# calls}} of {line}, the longest {minutes} minutes, {amount, number, money}',
  ),
  'control.longCall.why': text('A call of many hours is a receiver off the hook, a stuck channel or fraud.'),
  'control.longCall.todo': text('Look at the calls; ask the customer before billing them.'),
  'control.nightSpike': text(
    '{customer}: calls at night for {now, number, money}, {before, number, money} the month before',
  ),
  'control.nightSpike.why': text('Fraud happens when nobody is in the office.'),
  'control.nightSpike.todo': text('Look at the calls and their destinations; warn the customer.'),
  'control.weekendSpike': text(
    '{customer}: calls on weekends for {now, number, money}, {before, number, money} the month before',
  ),
  'control.weekendSpike.why': text('Fraud happens when nobody is in the office.'),
  'control.weekendSpike.todo': text('Look at the calls and their destinations; warn the customer.'),
  'control.manyNumbers': text('{customer}: {line} called {numbers} different numbers'),
  'control.manyNumbers.why': text(
    'More than one person can call: an automatic dialler, or flat rates that are sold on.',
  ),
  'control.manyNumbers.todo': text('Look at the fair use rule of the contract and talk to the customer.'),
  'control.stale': text('{customers, plural, one {One customer is} other {# customers are}} to be rated again'),
  'control.stale.why': text('Prices or contracts changed after the drafts were made.'),
  'control.stale.todo': text('Make the drafts again: what changed is rated first.'),
  'control.contractEnded': text(
    '{customer}: contract {contract} ended on {ended, date}, but {subscriptions, plural, one {one subscription goes} other {# subscriptions go}} on',
  ),
  'control.contractEnded.why': text('The subscriptions are billed on, against the contract.'),
  'control.contractEnded.todo': text('End the subscriptions too, or take the end of the contract back.'),
  'control.quoteOpen': text('{customer}: quote {contract} of {since, date} was never accepted'),
  'control.quoteOpen.why': text('What was delivered on a quote is never billed.'),
  'control.quoteOpen.todo': text('Ask the customer; accept the quote or delete it.'),
  'control.minimumTermEnding': text('{customer}: the minimum term of contract {contract} ends on {on, date}'),
  'control.minimumTermEnding.why': text('Now the customer may leave, or stay longer.'),
  'control.minimumTermEnding.todo': text('Talk to the customer about going on.'),
  'control.renewalDue': text('{customer}: contract {contract} renews on {on, date}; notice until {by, date}'),
  'control.renewalDue.why': text('After that day the contract runs on for its whole renewal.'),
  'control.renewalDue.todo': text('Decide whether to renew it as it is.'),
  'control.duplicateSubscription': text('{customer}: contract {contract} has {product} {times} times'),
  'control.duplicateSubscription.why': text('Entered twice, the customer pays twice.'),
  'control.duplicateSubscription.todo': text('End the one too many, or set the quantity of the other.'),
  'control.subscriptionWithoutLine': text(
    '{customer}: {product} of contract {contract} belongs to {line}, which ended on {ended, date}',
  ),
  'control.subscriptionWithoutLine.why': text('The customer pays for a line that is gone.'),
  'control.subscriptionWithoutLine.todo': text('End the subscription or give it its new line.'),
  'control.discountEnding': text('{customer}: the discount on {product} of contract {contract} ends on {on, date}'),
  'control.discountEnding.why': text('From then on the bill is higher; customers ask.'),
  'control.discountEnding.todo': text('Tell the customer, or grant a new discount.'),
  'control.depositOpen': text(
    '{customer}: contract {contract} ended on {ended, date}; a deposit of {amount, number, money} is still with us',
  ),
  'control.depositOpen.why': text('The deposit is the customer’s money.'),
  'control.depositOpen.todo': text('Give it back or set it off on the last invoice.'),
  'control.numberTwice': text('{customer}: {identifier} of contract {contract} lies in a range of contract {other}'),
  'control.numberTwice.why': text('Both customers may be billed for it, and calls may go to the wrong one.'),
  'control.numberTwice.todo': text('Correct the range or the number.'),
  'control.allowanceUnused': text(
    '{customer}: nothing of the allowance {allowance} of contract {contract} was used for {months} months',
  ),
  'control.allowanceUnused.why': text('The customer pays for nothing, or the allowance does not reach the lines.'),
  'control.allowanceUnused.todo': text('Look whether the lines are covered; offer something that fits.'),
  'control.noBankDetails': text(
    '{customer} pays by direct debit, but {missing, select, iban {the account} other {the mandate}} is missing',
  ),
  'control.noBankDetails.why': text('The invoice says that it will be collected, and cannot be.'),
  'control.noBankDetails.todo': text(
    'Enter account and mandate with the customer, or let the customer pay by transfer.',
  ),
  'control.vatIdInvalid': text('{customer}: the VAT id {vatId} does not hold, but the invoice bears no VAT'),
  'control.vatIdInvalid.why': text('Without a valid id we owe the VAT ourselves.'),
  'control.vatIdInvalid.todo': text('Ask for the right id, check it, or bill with VAT.'),
  'control.vatIdUnchecked': text(
    '{customer}: the VAT id {vatId} {checked, select, never {was never checked} other {was last checked on {checked, date}}}',
  ),
  'control.vatIdUnchecked.why': text('An invoice without VAT needs an id that was valid at the time.'),
  'control.vatIdUnchecked.todo': text('Check it with the tax authority (VIES) and keep the result with the customer.'),
  'control.eInvoiceAddress': text(
    '{customer}: {need, select, leitwegId {the Leitweg-ID} siren {the SIREN} other {the electronic address}} is missing',
  ),
  'control.eInvoiceAddress.why': text('The e-invoice cannot be delivered or is refused.'),
  'control.eInvoiceAddress.todo': text('Ask the customer and enter it.'),
  'control.dataContradictory': text('{customer}: the data contradict each other ({field})'),
  'control.dataContradictory.why': text('The invoice would be wrong or refused.'),
  'control.dataContradictory.todo': text('Open the customer and correct the field.'),
  'control.certificateExpired': text('{customer}: the certificate for resale ended on {until, date}'),
  'control.certificateExpired.why': text('From then on the bills bear VAT.'),
  'control.certificateExpired.todo': text('Ask for the new certificate and enter it.'),
  'control.certificateExpiring': text('{customer}: the certificate for resale ends on {until, date}'),
  'control.certificateExpiring.why': text('After that the bills bear VAT.'),
  'control.certificateExpiring.todo': text('Ask for the new certificate in time.'),
  'control.referenceMissing': text(
    '{customer} wants {reference, select, buyerReference {the buyer reference} contractReference {the contract reference} siren {the SIREN} other {{reference}}} on every invoice, but it is not known',
  ),
  'control.referenceMissing.why': text('The customer sends the invoice back.'),
  'control.referenceMissing.todo': text('Ask for the reference and enter it.'),
  'control.destinationMargin': text(
    '{destination}: {calls, plural, one {one call costs} other {# calls cost}} {loss, number, money} more than all customers pay for them',
  ),
  'control.destinationMargin.why': text('A destination that loses money with everybody has the wrong price.'),
  'control.destinationMargin.todo': text('Compare our price list with the carrier’s and put a new version in force.'),
  'control.carrierCost': text(
    '{source}: the records say {theirs, number, money}, our price list of the carrier {ours, number, money} ({records} records)',
  ),
  'control.carrierCost.why': text(
    'Either the carrier bills other prices than agreed, or our list of its prices is old.',
  ),
  'control.carrierCost.todo': text(
    'Compare the prices by destination; claim the difference or enter the carrier’s new list.',
  ),
  'control.soldNotBought': text(
    '{product} of {supplier} is sold {subscriptions, plural, one {once} other {# times}}, but no buying price is known',
  ),
  'control.soldNotBought.why': text('The margin cannot be told, and maybe it was never ordered.'),
  'control.soldNotBought.todo': text('Enter the buying price with the product, or correct the supplier.'),
  'control.boughtNotSold': text('{carrier} bills {identifier}, {amount, number, money}; no customer has it'),
  'control.boughtNotSold.why': text('We pay for what nobody pays us.'),
  'control.boughtNotSold.todo': text('Give the number to its customer, or end it with the carrier.'),
  'control.priceListEnding': text(
    'Price list {list} ends on {on, date}; {contracts, plural, one {one contract uses} other {# contracts use}} it',
  ),
  'control.priceListEnding.why': text('After that day calls have no price.'),
  'control.priceListEnding.todo': text('Import the next version or let the last one go on.'),
  'control.fileQuarantined': text('File {file} was put aside; its calls are missing'),
  'control.fileQuarantined.why': text('Its calls are missing on the bills.'),
  'control.fileQuarantined.todo': text(
    'Open the file: it tells why. Read it again with the right format, or ask the carrier.',
  ),
  'control.recordsRejected': text('File {file}: {rejected} of {records} records could not be read'),
  'control.recordsRejected.why': text('These calls are not billed.'),
  'control.recordsRejected.todo': text(
    'Open the file: each record tells what is wrong with it. Correct and read it again.',
  ),
  'control.dayMissing': text(
    '{source}: {days, plural, one {no record on} other {# working days without a record, the first}} {first, date}',
  ),
  'control.dayMissing.why': text('A file may be missing: its calls are not billed.'),
  'control.dayMissing.todo': text('Ask the carrier for the files of these days.'),
  'control.feedGap': text(
    '{source}: the feed was away for {minutes} minutes and lost {lost, plural, =0 {nothing} one {one message} other {# messages}}',
  ),
  'control.feedGap.why': text('Calls of that time may be missing.'),
  'control.feedGap.todo': text('Ask for the records of that time as a file.'),
};
