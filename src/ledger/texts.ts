import { type Texts, text } from '#base';

export const TEXTS: Texts = {
  'ledger.amountWrong': text('Enter an amount above zero with no more decimals than the currency has'),
  'ledger.tooMuch': text('Less than that is open of {document}'),
  'ledger.notEven': text('What is set off must be the same on both sides'),
  'ledger.otherAccount': text('{document} is of another customer or currency'),
  'ledger.overshared': text('The payment is less than what it is to settle'),
  'ledger.wrongSide': text('{document} stands on the other side of the account; set it off first'),
  'ledger.itemUnknown': text('There is no such open item: {item}'),
  'ledger.entryUnknown': text('There is no such booking: {entry}'),
  'ledger.notReversible': text('{document} is set right by a document of its own, not by reversing its booking'),
  'ledger.alreadyReversed': text('Booking {entry} was reversed before'),
  'ledger.usedSince': text(
    'What booking {entry} left on the account was refunded or written off since; reverse that first',
  ),
  'ledger.referenceTaken': text('Another payment has the reference {reference}'),
  'ledger.chainBroken': text('Booking {entry} was changed after it was booked'),
  'ledger.chainGap': text('A booking is missing before booking {entry}'),
  'ledger.unbalanced': text('The postings of booking {entry} do not sum to zero'),
  'ledger.itemOff': text('What is left of {document} is not what its postings say'),
};
