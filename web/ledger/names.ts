import { text } from '#base';
import { accountKind, type ENTRY_KINDS, type PAYMENT_CHANNELS, type WRITE_OFF_REASONS } from '#ledger';

export const KIND_NAMES: Readonly<Record<(typeof ENTRY_KINDS)[number], string>> = {
  invoice: text('Invoice'),
  creditNote: text('Credit note'),
  payment: text('Payment'),
  refund: text('Refund'),
  writeOff: text('Write-off'),
  setOff: text('Set-off'),
  reversal: text('Reversal'),
};

export const REASON_NAMES: Readonly<Record<(typeof WRITE_OFF_REASONS)[number], string>> = {
  uncollectible: text('Uncollectible'),
  insolvency: text('Insolvency'),
  disputed: text('Disputed'),
  smallAmount: text('Small amount'),
  goodwill: text('Goodwill'),
};

const CHANNEL_NAMES: Readonly<Record<(typeof PAYMENT_CHANNELS)[number], string>> = {
  transfer: text('Transfer'),
  directDebit: text('Direct debit'),
  card: text('Card'),
  provider: text('Payment provider'),
  cash: text('Cash'),
  other: text('Other'),
};

const ACCOUNT_NAMES: Readonly<Record<string, string>> = {
  receivable: text('Customer’s account'),
  revenue: text('Revenue'),
  vat: text('VAT'),
  deposit: text('Deposits'),
  clearing: text('Money on the way'),
  writeOff: text('Written off'),
};

/** What comes after an account's first slash, where it is a word of ours. */
const DETAIL_NAMES: Readonly<Record<string, string>> = { ...CHANNEL_NAMES, ...REASON_NAMES };

/** An account in words: `vat/S/19` → VAT S 19 %. */
export function accountName(say: (source: string) => string, account: string): string {
  const kind = accountKind(account);
  const [, detail, percent] = account.split('/');
  const name = say(ACCOUNT_NAMES[kind] ?? kind);
  if (detail === undefined) return name;
  const known = DETAIL_NAMES[detail];
  const said = known === undefined || kind === 'revenue' ? detail : say(known);
  return `${name} ${said}${percent === undefined ? '' : ` ${percent} %`}`;
}
