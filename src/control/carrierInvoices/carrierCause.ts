import { text } from '#base';

/** Why a carrier's amount and ours differ, in the order in which screens and lists have them. */
export const CARRIER_CAUSES = [
  'billedTwice',
  'numberNotOurs',
  'lineEnded',
  'notSubscribed',
  'notBilled',
  'quantity',
  'callsMissingHere',
  'callsMissingThere',
  'lateRecords',
  'increments',
  'duration',
  'price',
  'noBuyingPrice',
  'credited',
  'vat',
  'sums',
  'unexplained',
  'rounding',
] as const;
export type CarrierCause = (typeof CARRIER_CAUSES)[number];

export const CARRIER_CAUSE_NAMES: Readonly<Record<CarrierCause, string>> = {
  billedTwice: text('Billed twice'),
  numberNotOurs: text('Number is not ours'),
  lineEnded: text('Line has ended with us'),
  notSubscribed: text('No customer has it'),
  notBilled: text('Not billed'),
  quantity: text('Another quantity'),
  callsMissingHere: text('Calls missing here'),
  callsMissingThere: text('Calls missing there'),
  lateRecords: text('Calls of another month'),
  increments: text('Other increments'),
  duration: text('Another duration'),
  price: text('Another price'),
  noBuyingPrice: text('No buying price here'),
  credited: text('Given back'),
  vat: text('VAT'),
  sums: text('Sums do not add up'),
  unexplained: text('Not told by the invoice'),
  rounding: text('Rounding'),
};

/** A part of a difference. The parts of a cell add up to it exactly. */
export interface Effect {
  readonly cause: CarrierCause;
  readonly amountMicro: bigint;
  /** Key of the sentence that says it (`carrierCause.…`); its parameters. */
  readonly says: string;
  readonly params: Readonly<Record<string, string | number>>;
}
