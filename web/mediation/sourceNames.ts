import { text } from '#base';
import type { DurationRounding, SourceRole } from '#mediation';

/** What is done with the calls of a source. */
export const SOURCE_ROLE_NAMES: Readonly<Record<SourceRole, string>> = {
  billing: text('billed'),
  reconciliation: text('only compared with what is billed'),
};

/** How parts of a second count. */
export const ROUNDING_NAMES: Readonly<Record<DurationRounding, string>> = {
  ceil: text('seconds rounded up'),
  floor: text('seconds rounded down'),
  half: text('seconds rounded to the nearest'),
};

/** Settings of formats that come with the program. */
export const SETTING_NAMES: Readonly<Record<string, string>> = {
  carrierGroups: text('IP groups of carriers'),
  insideGroups: text('IP groups inside, whose records repeat those of carriers'),
  carrierTrunks: text('Trunks of carriers'),
  carrierRealms: text('Realms of carriers'),
  carrierGateways: text('Gateways of carriers'),
  carrierProfiles: text('SIP profiles of carriers'),
  carrierChannels: text('Beginnings of channels to carriers'),
  carrierContexts: text('Contexts of calls from carriers'),
  carrierLegs: text('Leg types of the side of carriers'),
  trunks: text('Beginnings of the names of trunks to carriers'),
  trunkObjects: text('Names of trunk objects'),
  ownNumbers: text('Beginnings of own numbers'),
  homeNetworks: text('Home networks'),
  gateways: text('Gateways whose records count'),
  outsideDigit: text('Digit for an outside line'),
  bareNumbers: text('Numbers without a prefix are'),
  zone: text('Time zone of the times'),
};

/** What can be chosen for a setting. */
export const CHOICE_NAMES: Readonly<Record<string, string>> = {
  auto: text('told by their form'),
  international: text('international'),
  national: text('national'),
  text: text('kept as text'),
};
