import { text } from '#base';

export const CLASS_NAMES: Readonly<Record<string, string>> = {
  nationalFixed: text('National fixed'),
  nationalMobile: text('National mobile'),
  internationalFixed: text('International fixed'),
  internationalMobile: text('International mobile'),
  freephone: text('Freephone'),
  sharedCost: text('Shared cost'),
  premium: text('Premium rate'),
  shortCode: text('Short code'),
  emergency: text('Emergency'),
  onNet: text('On-net'),
  intraCustomer: text('Between own lines'),
  roaming: text('Roaming'),
  messaging: text('Messages'),
  data: text('Data'),
};

/** Bands that every calendar of ours names this way; others are shown as the catalogue calls them. */
export const BAND_NAMES: Readonly<Record<string, string>> = {
  any: text('All day'),
  all: text('All day'),
  peak: text('Peak'),
  offPeak: text('Off-peak'),
};
