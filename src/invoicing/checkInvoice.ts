/**
 * The last gate before a number is given: an invoice that does not add up, or that its own law forbids, is not issued. Everything
 * is added up again from the ends: calls → groups → lines → categories → totals. EN 16931 rules are named where they apply.
 */
import {
  divideRounded,
  type Finding,
  formatMicro,
  formatMinor,
  microToMinor,
  minorDecimals,
  parseDecimal,
  powerOfTen,
  taxOf,
} from '#base';
import type { Invoice, InvoiceLine, ItemisedGroup } from './invoice.ts';

/** Decimals of quantities and prices together. */
const PRODUCT_DECIMALS = 9;

type Check = (invoice: Invoice, groups: readonly ItemisedGroup[]) => Finding[];

/** What is checked, in order. */
export const CHECKS: readonly Check[] = [
  checkLines,
  checkTaxes,
  checkCategories,
  checkTotals,
  checkUsage,
  checkParties,
];

export function checkInvoice(invoice: Invoice, groups: readonly ItemisedGroup[]): Finding[] {
  return CHECKS.flatMap((check) => check(invoice, groups));
}

/** A finding where two amounts differ. */
function same(
  code: string,
  computed: bigint,
  stated: bigint,
  show: (amount: bigint) => string,
  params: Readonly<Record<string, string>> = {},
): Finding[] {
  if (computed === stated) return [];
  return [{ code, severity: 'error', params: { ...params, computed: show(computed), stated: show(stated) } }];
}

function minor(invoice: Invoice): (amount: bigint) => string {
  return (amount) => formatMinor(amount, invoice.currency);
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** Quantity × price gives the net (Peppol R120), no price is negative (BR-27), lines sum to BT-106 (BR-CO-10). */
function checkLines(invoice: Invoice): Finding[] {
  const findings = invoice.lines.flatMap((line) => {
    const product = productOf(line, invoice.currency);
    const negative: Finding[] = line.unitPrice.startsWith('-')
      ? [{ code: 'invoice.negativePrice', severity: 'error', params: { line: line.id } }]
      : [];
    return [...negative, ...same('invoice.lineNet', product, line.netMinor, minor(invoice), { line: line.id })];
  });
  const total = sum(invoice.lines.map((line) => line.netMinor));
  return [...findings, ...same('invoice.linesSum', total, invoice.totals.linesMinor, minor(invoice))];
}

function productOf(line: InvoiceLine, currency: string): bigint {
  const quantity = parseDecimal(line.quantity, PRODUCT_DECIMALS);
  const price = parseDecimal(line.unitPrice, PRODUCT_DECIMALS);
  if (quantity === null || price === null) throw new Error(`assertion failed: line ${line.id} has no decimal figures`);
  return divideRounded(quantity * price, powerOfTen(2 * PRODUCT_DECIMALS - minorDecimals(currency)), 'halfUp');
}

/** Per category and rate: the lines' sum (BR-S-08, BR-AE-08), the tax on it (BR-CO-17). */
function checkTaxes(invoice: Invoice): Finding[] {
  const show = minor(invoice);
  const key = (category: string, percent: string) => `${category} ${percent}`;
  const sums = new Map<string, bigint>();
  for (const line of invoice.lines) {
    const at = key(line.taxCategory, line.taxPercent);
    sums.set(at, (sums.get(at) ?? 0n) + line.netMinor);
  }
  const findings = invoice.totals.taxes.flatMap((tax) => {
    const at = key(tax.category, tax.percent);
    const taxable = sums.get(at) ?? 0n;
    sums.delete(at);
    const params = { category: tax.category, percent: tax.percent, taxable: show(tax.taxableMinor) };
    return [
      ...same('invoice.taxable', taxable, tax.taxableMinor, show, params),
      ...same('invoice.tax', taxOf(tax.taxableMinor, tax.percent), tax.taxMinor, show, params),
    ];
  });
  for (const [at, taxable] of sums) {
    const [category = '', percent = ''] = at.split(' ');
    findings.push(...same('invoice.taxable', taxable, 0n, show, { category, percent }));
  }
  return findings;
}

/** S has a rate, everything else none (BR-S-05, BR-AE-05 …); what bears no tax says why, but for the zero rate (BR-E-10, BR-AE-10, BR-IC-10 …). */
function checkCategories(invoice: Invoice): Finding[] {
  return invoice.totals.taxes.flatMap(({ category, percent, exemptionCode, exemptionText }) => {
    const findings: Finding[] = [];
    const params = { category, percent };
    if ((category === 'S') !== /[1-9]/.test(percent))
      findings.push({ code: 'invoice.taxRate', severity: 'error', params });
    const isTold = exemptionCode !== undefined || exemptionText !== undefined;
    if (isTold !== (category !== 'S' && category !== 'Z'))
      findings.push({ code: 'invoice.taxReason', severity: 'error', params });
    return findings;
  });
}

/** BT-109 = lines (BR-CO-13), BT-110 = taxes (BR-CO-14), BT-112 = net + tax (BR-CO-15), BT-115 = gross (BR-CO-16). */
function checkTotals(invoice: Invoice): Finding[] {
  const { totals } = invoice;
  const show = minor(invoice);
  // What is owed to the buyer is a credit note (UNTDID 1001: 381), never an invoice below zero.
  const negative: Finding[] =
    totals.grossMinor < 0n
      ? [{ code: 'invoice.negativeTotal', severity: 'error', params: { gross: show(totals.grossMinor) } }]
      : [];
  return [
    ...negative,
    ...same('invoice.linesSum', totals.linesMinor, totals.netMinor, show),
    ...same('invoice.taxSum', sum(totals.taxes.map((tax) => tax.taxMinor)), totals.taxMinor, show),
    ...same('invoice.gross', totals.netMinor + totals.taxMinor, totals.grossMinor, show),
    ...same('invoice.due', totals.grossMinor, totals.dueMinor, show),
  ];
}

/** Calls sum to their group, groups to the exact charge of their line, and that rounds to the line's net. */
function checkUsage(invoice: Invoice, groups: readonly ItemisedGroup[]): Finding[] {
  const show = minor(invoice);
  const micro = (amount: bigint) => formatMicro(amount);
  const count = (amount: bigint) => String(amount);
  const keys = new Set(invoice.lines.flatMap((line) => line.usage?.key ?? []));
  const ofCalls = groups.flatMap((group) => [
    ...same('invoice.callsSum', callsSum(group), group.chargeMicro, micro, {
      line: group.lineLabel,
      class: group.className,
    }),
    ...(keys.has(group.usageKey)
      ? []
      : [{ code: 'invoice.strayGroup', severity: 'error', params: { line: group.lineLabel } } satisfies Finding]),
  ]);
  // A credit note takes off what calls cost.
  const sign = invoice.kind === 'creditNote' ? -1n : 1n;
  const ofLines = invoice.lines.flatMap((line) => {
    const { usage } = line;
    if (usage === undefined) return [];
    const own = groups.filter((group) => group.usageKey === usage.key);
    const calls = own.reduce((total, group) => total + group.calls.length, 0);
    const params = { line: line.id };
    return [
      ...same('invoice.groupsSum', sum(own.map((group) => group.chargeMicro)), usage.chargeMicro, micro, params),
      ...same('invoice.callsCount', BigInt(calls), BigInt(usage.calls), count, params),
      ...same(
        'invoice.usageNet',
        sign * microToMinor(usage.chargeMicro, invoice.currency),
        line.netMinor,
        show,
        params,
      ),
    ];
  });
  return [...ofCalls, ...ofLines];
}

function callsSum(group: ItemisedGroup): bigint {
  let total = 0;
  for (const call of group.calls) total += call.chargeMicro;
  return BigInt(total);
}

/** Tax ids (BR-S-02, BR-AE-02, BR-G-02, BR-IC-02), accounts and mandates (BR-61, BT-89…91) that the law wants on the document. */
function checkParties(invoice: Invoice): Finding[] {
  const { seller, buyer, payment, totals } = invoice;
  const findings: Finding[] = [];
  const missing = (code: string) => findings.push({ code, severity: 'error' });
  const has = (...categories: readonly string[]) => totals.taxes.some((tax) => categories.includes(tax.category));
  if (seller.vatId === undefined && (has('AE', 'G', 'K') || seller.taxNumber === undefined))
    missing('invoice.sellerTaxIdMissing');
  if (buyer.vatId === undefined && (has('K') || (has('AE') && buyer.legalId === undefined)))
    missing('invoice.buyerVatIdMissing');
  if (payment.method === 'transfer' && seller.iban === undefined) missing('invoice.ibanMissing');
  if (payment.method === 'directDebit') {
    if (seller.creditorId === undefined) missing('invoice.creditorIdMissing');
    if (payment.mandateReference === '' || payment.debtorIban === '') missing('invoice.mandateMissing');
  }
  return findings;
}
