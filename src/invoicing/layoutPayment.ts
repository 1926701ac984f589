/** How the customer pays: account and QR code for a transfer, mandate for a direct debit, or nothing. */
import { formatMinor } from '#base';
import type { Pair, PanelBlock } from '#platform/pdf/sheet';
import { giroCode } from './giroCode.ts';
import { type Print, spacedIban } from './print.ts';

export function paymentPanel(print: Print): PanelBlock {
  const { invoice, words } = print;
  const { payment, totals, currency } = invoice;
  const panel = { kind: 'panel', title: words('payment.title') } as const;
  const amount = formatMinor(totals.dueMinor < 0n ? -totals.dueMinor : totals.dueMinor, currency);
  if (totals.dueMinor === 0n) return { ...panel, text: words('payment.nothing'), pairs: [] };
  if (totals.dueMinor < 0n || invoice.kind === 'creditNote')
    return { ...panel, text: words('payment.credit', { amount, currency }), pairs: [] };
  const params = { amount, currency, dueOn: invoice.dueOn };
  if (payment.method === 'card') return { ...panel, text: words('payment.card', params), pairs: [] };
  if (payment.method === 'directDebit') {
    return {
      ...panel,
      text: words('payment.directDebit', params),
      pairs: filled([
        [words('payment.mandate'), payment.mandateReference],
        [words('payment.creditorId'), invoice.seller.creditorId],
        [words('payment.account'), hiddenIban(payment.debtorIban)],
      ]),
    };
  }
  const code = print.draft ? null : giroCode(invoice);
  return {
    ...panel,
    text: words('payment.transfer', params),
    pairs: filled([
      [words('payment.recipient'), invoice.seller.name],
      [words('payment.iban'), invoice.seller.iban === undefined ? undefined : spacedIban(invoice.seller.iban)],
      [words('payment.bic'), invoice.seller.bic],
      [words('payment.reference'), invoice.number],
    ]),
    ...(code === null ? {} : { code: { payload: code, caption: words('payment.code') } }),
  };
}

function filled(pairs: readonly (readonly [string, string | undefined])[]): Pair[] {
  return pairs.flatMap(([label, value]): Pair[] => (value === undefined || value === '' ? [] : [[label, value]]));
}

/** The payer recognises his account; a stranger who finds the letter learns nothing. */
function hiddenIban(iban: string): string {
  return `${iban.slice(0, 4)} … ${iban.slice(-4)}`;
}
