import { type Texts, text } from '#base';

export const TEXTS: Texts = {
  'contract.unknown': text('There is no such contract: {contract}'),
  'contract.invalid': text('The contract’s data contradict each other'),
  'contract.endsBeforeStart': text('It ends ({to}) before it starts ({from})'),
  'contract.outsideContract': text('{from} – {to} is outside the contract ({contractFrom} – {contractTo})'),
  'contract.notE164': text('{identifier} is not a number in international form (digits only, country code first)'),
  'contract.lineTaken': text('{identifier} already belongs to another contract at that time'),
};
