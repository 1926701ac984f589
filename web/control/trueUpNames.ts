import { text } from '#base';
import type { TrueUpReason } from '#billing';

/** Why a period that was billed before is set right. */
export const TRUE_UP_NAMES: Readonly<Record<TrueUpReason, string>> = {
  ended: text('set right: ended earlier'),
  startedLater: text('set right: begun later'),
  longer: text('set right: ended later'),
  startedEarlier: text('set right: begun earlier'),
  paused: text('set right: pause'),
  quantity: text('set right: quantity'),
  price: text('set right: price'),
  discount: text('set right: discount'),
  usage: text('set right: usage'),
  changed: text('set right: terms'),
};
