import { type Texts, text } from '#base';

export const TEXTS: Texts = {
  'customer.unknown': text('There is no such customer: {customer}'),
  'customer.numberTaken': text('Customer number {number} is already given'),
  'customer.invalid': text('The customer’s data contradict each other'),
  'customer.otherCurrency': text('Customers are billed in the operator’s currency'),
  'customer.reverseChargeNotAbroad': text('Reverse charge needs a business in another EU country'),
  'customer.vatIdMissing': text('Reverse charge needs the customer’s VAT id'),
  'customer.reverseChargeConsumer': text('A consumer cannot be billed by reverse charge'),
  'customer.ossNotConsumerAbroad': text('OSS is for consumers in another EU country'),
  'customer.domesticAbroad': text('A domestic customer has an address in your own country'),
  'customer.thirdCountryInEu': text('A third-country customer has an address outside the EU'),
  'customer.ibanMissing': text('Direct debit needs an IBAN'),
  'customer.mandateMissing': text('Direct debit needs a mandate reference'),
};
