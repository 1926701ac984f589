import { type MessageParams, type Texts, text } from '#base';

/** Findings and refusals of issuing. */
const TROUBLE = {
  'invoice.notAPlace': text('{place} names no record; write FILE:LINE'),
  'invoice.unknown': text('There is no such invoice: {number}'),
  'invoice.noCalls': text('Invoice {number} has no itemised calls'),
  'invoice.wrong': text('The invoice of customer {customer} does not add up; nothing was issued'),
  'invoice.stopped': text('Issuing was stopped; {left} invoices are still to be issued'),
  'phase.issue': text('Issuing'),
  'invoice.lineNet': text('Line {line}: quantity times price gives {computed}, the line says {stated}'),
  'invoice.negativeTotal': text(
    'The total is below zero ({gross}): leave the customer out until it is settled by later bills',
  ),
  'invoice.negativePrice': text('Line {line} has a negative price; a credit has a negative quantity'),
  'invoice.linesSum': text('The lines sum to {computed}, the invoice says {stated}'),
  'invoice.taxable': text('Lines taxed {category} {percent} % sum to {computed}, the invoice says {stated}'),
  'invoice.tax': text('{percent} % of {taxable} is {computed}, the invoice says {stated}'),
  'invoice.taxSum': text('The taxes sum to {computed}, the invoice says {stated}'),
  'invoice.gross': text('Net and tax sum to {computed}, the invoice says {stated}'),
  'invoice.due': text('The amount due should be {computed}, the invoice says {stated}'),
  'invoice.callsSum': text('The calls of {line}, {class}, sum to {computed}, their group says {stated}'),
  'invoice.groupsSum': text('The groups of line {line} sum to {computed}, the line bills {stated}'),
  'invoice.callsCount': text('Line {line} bills {stated} calls, {computed} are itemised'),
  'invoice.usageNet': text('Line {line} rounds to {computed}, it says {stated}'),
  'invoice.strayGroup': text('Calls of {line} belong to no line of the invoice'),
  'invoice.sellerTaxIdMissing': text('Your VAT id or tax number is missing in the settings'),
  'invoice.buyerVatIdMissing': text('Reverse charge needs the customer’s VAT id'),
  'invoice.ibanMissing': text('Your IBAN is missing in the settings'),
  'invoice.creditorIdMissing': text('Direct debit needs your creditor identifier in the settings'),
  'invoice.mandateMissing': text('Direct debit needs the customer’s IBAN and mandate reference'),
  'invoice.chainBroken': text('Document {number} does not fit the chain: it was changed after it was issued'),
  'invoice.fileDamaged': text('The archived file of document {number} is missing or was changed'),
  'invoice.chainGap': text('A document is missing before {number}'),
  'pdf.glyphMissing': text('“{text}” has characters that cannot be printed: {characters}'),
} as const;

/** Words of the printed document. */
const DOCUMENT = {
  'document.invoice': text('Invoice {number}'),
  'document.creditNote': text('Credit note {number}'),
  'document.draft': text('DRAFT'),
  'document.subject': text('Services from {from, date} to {to, date}'),
  'document.number': text('Invoice number'),
  'document.creditNoteNumber': text('Credit note number'),
  'document.preceding': text('Corrects invoice'),
  'document.precedingOf': text('{number} of {issuedOn, date}'),
  'document.issuedOn': text('Date of issue'),
  'document.customerNumber': text('Customer number'),
  'document.contract': text('Contract'),
  'document.period': text('Service period'),
  'document.periodValue': text('{from, date} – {to, date}'),
  'document.dueOn': text('Payable by'),
  'document.yourVatId': text('Your VAT ID'),
  'document.yourReference': text('Your reference'),
  'document.yourOrder': text('Your order'),
  'document.page': text('Page {page} of {pages}'),
  'document.runningHead': text('{title} · {issuedOn, date} · customer {customer}'),

  'lines.position': text('Pos.'),
  'lines.name': text('Description'),
  'lines.quantity': text('Quantity'),
  'lines.price': text('Unit price (net)'),
  'lines.amount': text('Amount (net)'),
  'lines.recurring': text('Monthly services'),
  'lines.oneOff': text('One-off items'),
  'lines.usage': text('Call charges'),
  'lines.subtotal': text('Subtotal'),
  'lines.minutes': text('{minutes, number} min'),
  'lines.averagePrice': text('avg. {price}'),
  'line.date': text('{date, date}'),
  'line.period': text('{from, date} – {to, date}'),
  'line.prorated': text('{from, date} – {to, date} ({days} of {daysInMonth} days, {price} per month)'),
  'line.contract': text('contract {contract}'),
  'line.calls': text('{calls, plural, one {# call} other {# calls}} ({seconds, duration})'),
  'line.usageMonth': text('{month, month}'),
  'line.lateUsage': text('{month, month}, billed later'),
  'attribute.calls': text('Number of calls'),
  'attribute.duration': text('Total duration (h:mm:ss)'),

  'totals.net': text('Net amount'),
  'totals.tax': text('VAT {percent, number}% on {taxable}'),
  'totals.reverseCharge': text('VAT 0% (reverse charge) on {taxable}'),
  'totals.notTaxed': text('Not subject to VAT: {taxable}'),
  'totals.gross': text('Invoice amount'),
  'totals.credit': text('Credit in your favour'),

  'tax.reverseCharge': text(
    'Reverse charge: the recipient of the service owes the VAT (Art. 196 Directive 2006/112/EC).',
  ),
  'tax.export': text(
    'Service supplied outside the European Union, not subject to VAT here (Art. 44 and 59 Directive 2006/112/EC).',
  ),

  'payment.title': text('Payment'),
  'payment.transfer': text('Please transfer {amount, money} by {dueOn, date}, stating the invoice number.'),
  'payment.directDebit': text(
    'We will collect {amount, money} on {dueOn, date} from your account by SEPA direct debit. You need not do anything.',
  ),
  'payment.nothing': text('There is nothing to pay.'),
  'payment.credit': text('The credit of {amount, money} will be set off against your next invoice.'),
  'payment.recipient': text('Recipient'),
  'payment.iban': text('IBAN'),
  'payment.bic': text('BIC'),
  'payment.reference': text('Payment reference'),
  'payment.mandate': text('Mandate reference'),
  'payment.creditorId': text('Creditor identifier'),
  'payment.account': text('Your account'),
  'payment.code': text('Pay by banking app'),
  'payment.terms': text('Payable by {dueOn, date} without deduction'),
  'payment.debitTerms': text('Collected by SEPA direct debit on {dueOn, date}'),

  'note.objection': text(
    'You may object to single items of this invoice within eight weeks of receiving it (§ 67 TKG).',
  ),
  'note.lateFee': text(
    'For late payment a lump sum of 40 euros for recovery costs is due (art. L441-10 Code de commerce).',
  ),
  'note.lateInterest': text(
    'Late payment interest: three times the legal interest rate, from the day after the due date.',
  ),
  'note.noDiscount': text('No discount for early payment.'),

  'calls.title': text('Itemised calls'),
  'calls.below': text(
    'Charges without VAT in {currency}. Times are local times ({zone}). Each call is charged by itself and rounded to the decimals shown; each class of calls is rounded to cents once, in the summary at the end.',
  ),
  'calls.masked': text('The last {digits} digits of the called numbers are hidden, as you asked.'),
  'calls.continued': text('(continued)'),
  'calls.date': text('Date'),
  'calls.time': text('Time'),
  'calls.number': text('Called number'),
  'calls.destination': text('Destination'),
  'calls.duration': text('Duration'),
  'calls.billed': text('Charged'),
  'calls.charge': text('Charge'),
  'calls.sum': text('Sum of {calls, plural, one {# call} other {# calls}}, {seconds, duration}'),
  'calls.unknownLine': text('Other lines'),

  'summary.title': text('Summary of calls'),
  'summary.below': text(
    'For checking: the exact sums of the groups above give the exact sum of each invoice item; rounded once to cents it is the amount on the first page.',
  ),
  'summary.line': text('Phone line'),
  'summary.calls': text('Calls'),
  'summary.duration': text('Duration'),
  'summary.exact': text('Exact sum'),
  'summary.amount': text('Invoice item'),
  'summary.section': text('Item {line}: {name}'),
  'summary.rounded': text('Sum, rounded to item {line}'),
  'summary.total': text('All calls'),

  'foot.phone': text('Phone {phone}'),
  'foot.vatId': text('VAT ID {vatId}'),
  'foot.taxNumber': text('Tax number {taxNumber}'),
  'foot.creditorId': text('Creditor ID {creditorId}'),

  'class.nationalFixed': text('Calls to national fixed lines'),
  'class.nationalMobile': text('Calls to national mobile networks'),
  'class.internationalFixed': text('Calls abroad, fixed networks'),
  'class.internationalMobile': text('Calls abroad, mobile networks'),
  'class.freephone': text('Calls to freephone numbers'),
  'class.sharedCost': text('Calls to shared-cost numbers'),
  'class.premium': text('Calls to premium-rate numbers'),
  'class.shortCode': text('Calls to short numbers and directory enquiries'),
  'class.emergency': text('Emergency calls'),
} as const;

export const TEXTS = { ...TROUBLE, ...DOCUMENT } satisfies Texts;

export type DocumentText = keyof typeof DOCUMENT;

/** Words a text of the document in the buyer's language. */
export type Words = (code: DocumentText, params?: MessageParams) => string;
