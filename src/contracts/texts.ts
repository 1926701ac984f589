import { type Texts, text } from '#base';

export const TEXTS: Texts = {
  'contract.unknown': text('There is no such contract: {contract}'),
  'contract.invalid': text('The contract’s data contradict each other'),
  'contract.endsBeforeStart': text('It ends ({to}) before it starts ({from})'),
  'contract.outsideContract': text('{from} – {to} is outside the contract ({contractFrom} – {contractTo})'),
  'contract.notE164': text('{identifier} is not a number in international form (digits only, country code first)'),
  'contract.lineUnknown': text('There is no such line: {line}'),
  'contract.planUnknown': text('There is no such price plan: {plan}'),
  'contract.planUnchanged': text('The contract is on that plan already on {from}'),
  'contract.partBeyond': text('Something on the contract begins only after {to}: end or move that first'),
  'contract.lineTaken': text('{identifier} already belongs to another contract at that time'),
  'booking.unknown': text('There is no such booking: {booking}'),
  'booking.optionUnknown': text('There is no such option: {option}'),
  'booking.twice': text('Option {option} is booked already at that time (booking {booking})'),
  'booking.endsBeforeStart': text('The booking ends ({to}) before it starts ({from})'),
  'booking.beforeContract': text('The booking starts ({from}) before the contract ({begin})'),
  'booking.afterContract': text('The booking ({to}) goes beyond the contract ({end})'),
  'booking.beforeLine': text('The booking starts ({from}) before the line ({begin})'),
  'booking.afterLine': text('The booking ({to}) goes beyond the line ({end})'),
};
