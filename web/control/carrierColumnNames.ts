import { text } from '#base';
import type { CarrierColumn } from '#control';

/** What columns of a carrier's invoice are called. */
export const CARRIER_COLUMN_NAMES: Readonly<Record<CarrierColumn, string>> = {
  invoiceNumber: text('Invoice number'),
  issuedOn: text('Invoice date'),
  currency: text('Currency'),
  account: text('Number or account'),
  destination: text('Destination'),
  service: text('Service'),
  reference: text('Article number'),
  description: text('Description'),
  from: text('From'),
  to: text('To'),
  month: text('Month'),
  calls: text('Calls'),
  minutes: text('Minutes'),
  seconds: text('Seconds'),
  duration: text('Duration'),
  quantity: text('Quantity'),
  unit: text('Unit'),
  unitPrice: text('Unit price'),
  amount: text('Net amount'),
  taxPercent: text('VAT rate'),
  tax: text('VAT amount'),
  gross: text('Gross amount'),
};
