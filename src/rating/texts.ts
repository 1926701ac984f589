import { type Texts, text } from '#base';

/** Wording of the lines of a derivation, and of the refusals. */
export const TEXTS: Texts = {
  'rating.subject.account': text('{identifier} is the line {line}, as the source names it'),
  'rating.subject.number': text('{identifier} is the line {line}'),
  'rating.subject.range': text('{identifier} belongs to the number range {line}'),
  'rating.subject.unmatched': text('{identifier} belongs to nobody yet: priced provisionally by the default plan'),
  'rating.billable.unanswered': text('Not answered: nothing to charge'),
  'rating.billable.internal': text('Call inside the house: nothing to charge'),
  'rating.billable.inbound': text('Incoming call: free of charge'),
  'rating.billable.outbound': text('Outgoing call, answered'),
  'rating.billable.forwarded': text('Forwarded call, answered: the forwarding line pays the onward leg'),
  'rating.billable.service': text('Nothing prices this kind of usage yet'),
  'rating.price.noNumber': text('The called party “{called}” is no number that a price list could know'),
  'rating.price.noVersion': text('Price list {list}: no version was in force at the start'),
  'rating.price.noPrefix': text('Price list {list}, version {version}: no prefix fits'),
  'rating.price.found': text(
    'Price list {list}, version {version}: longest prefix {prefix}, destination {destination}',
  ),
  'rating.price.none': text('No price list has a price: the call is unpriced'),
  'rating.band.noPrice': text('The prefix {prefix} has no price in time band {band}: the call is unpriced'),
  'rating.band.atStart': text('Time band {band} at the start ({zone}) prices the whole call'),
  'rating.band.split': text('Time band {band} at the start ({zone}); the call is cut where the band changes'),
  'rating.band.emergency': text('Emergency number: free of charge'),
  'rating.duration.ceil': text('{durationMs} ms are {seconds, plural, one {one second} other {# seconds}}, rounded up'),
  'rating.increments.billed': text(
    'Increments {increments}: {seconds} s in band {band} at {perMinute} {currency} a minute = {amount} {currency}',
  ),
  'rating.fees.connection': text('Connection fee {fee} {currency}'),
  'rating.rounding.halfUp': text('{exact} {currency} rounded half up to {decimals} decimals = {amount} {currency}'),
  'rating.rounding.halfEven': text(
    '{exact} {currency} rounded half to even to {decimals} decimals = {amount} {currency}',
  ),
  'rating.rounding.up': text('{exact} {currency} rounded up to {decimals} decimals = {amount} {currency}'),
  'rating.rounding.down': text('{exact} {currency} rounded down to {decimals} decimals = {amount} {currency}'),
  'usage.unknown': text(
    'Record {record} of {file} is not stored: it was rejected, filtered, a duplicate, or is not there',
  ),
  'usage.badCursor': text('This page can no longer be found'),
  'phase.assign': text('Assigning unmatched records'),
  'phase.rerate': text('Rating again'),
};
