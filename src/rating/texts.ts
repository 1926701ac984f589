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
  'rating.billable.outbound': text('Outgoing call'),
  'rating.billable.forwarded': text('Forwarded call: the forwarding line pays the onward leg'),
  'rating.billable.paidByCalled': text(
    'Call to a number whose owner pays for being called; the caller’s number decides the price',
  ),
  'rating.billable.used': text('Usage that is charged to the line'),
  'rating.billable.roaming': text('Used abroad: the visited network decides the price'),
  'rating.billable.roamingIn': text('Reached abroad: the visited network decides the price'),
  'rating.price.noNumber': text('The called party “{called}” is no number that a price list could know'),
  'rating.price.noVersion': text('Price list {list}: no version was in force at the start'),
  'rating.price.noPrefix': text('Price list {list}, version {version}: no price fits'),
  'rating.price.by.prefix': text(
    'Price list {list}, version {version}: longest prefix {target}, destination {destination}',
  ),
  'rating.price.by.short': text(
    'Price list {list}, version {version}: short number {target}, destination {destination}',
  ),
  'rating.price.by.number': text(
    'Price list {list}, version {version}: price of this very number {target}, destination {destination}',
  ),
  'rating.price.by.network': text(
    'Price list {list}, version {version}: visited network {target}, destination {destination}',
  ),
  'rating.price.by.destination': text('Price list {list}, version {version}: price of the destination {target}'),
  'rating.price.by.zone': text(
    'Price list {list}, version {version}: price of the zone {target}, destination {destination}',
  ),
  'rating.price.by.any': text(
    'Price list {list}, version {version}: price of everything it does not name, destination {destination}',
  ),
  'rating.price.freeAbroad': text('No price list takes money for being called abroad: free of charge'),
  'rating.price.none': text('No price list has a price: unpriced'),
  'rating.band.noPrice': text('{prefix} has no price in time band {band}: unpriced'),
  'rating.band.atStart': text('Time band {band} at the start ({zone}) prices the whole call'),
  'rating.band.split': text('Time band {band} at the start ({zone}); the call is cut where the band changes'),
  'rating.band.emergency': text('Emergency number: free of charge'),
  'rating.fees.attempt': text('Not answered: fee for the attempt {fee, number, price} {currency}'),
  'rating.duration.ceil': text(
    '{durationMs, number} ms are {seconds, plural, one {one second} other {# seconds}}, rounded up',
  ),
  'rating.duration.floor': text(
    '{durationMs, number} ms are {seconds, plural, one {one second} other {# seconds}}, rounded down',
  ),
  'rating.duration.half': text(
    '{durationMs, number} ms are {seconds, plural, one {one second} other {# seconds}}, rounded to the nearest',
  ),
  'rating.usage.byte': text('{units, plural, one {One byte} other {# bytes}} used'),
  'rating.usage.piece': text('{units, plural, one {One message, page or event} other {# messages, pages or events}}'),
  'rating.usage.nothing': text('Nothing was used: nothing to charge'),
  'rating.usage.grace': text('{units, number} used, less than the {grace, number} that are free of charge'),
  'rating.usage.counted': text(
    '{units, number} count: {free, number} are free, at least {minimum, number} are charged',
  ),
  'rating.increments.second': text(
    'Increments {increments}: {units, number} s in band {band} at {price, number, price} {currency} {per, select, second {a second} minute {a minute} hour {an hour} other {for {perUnits, number} s}} = {amount, number, price} {currency}',
  ),
  'rating.increments.byte': text(
    'Increments {increments}: {units, number} bytes in band {band} at {price, number, price} {currency} {per, select, byte {a byte} kB {a kB} MB {a MB} GB {a GB} KiB {a KiB} MiB {a MiB} GiB {a GiB} other {for {perUnits, number} bytes}} = {amount, number, price} {currency}',
  ),
  'rating.increments.piece': text(
    '{units, number} in band {band} at {price, number, price} {currency} {per, select, message {a message} page {a page} event {each} other {for {perUnits, number}}} = {amount, number, price} {currency}',
  ),
  'rating.allowance.second': text(
    'Allowance {allowance} covers {units, duration} (h:mm:ss); {before, duration} were left, {left, duration} still are',
  ),
  'rating.allowance.byte': text(
    'Allowance {allowance} covers {units, number} bytes; {before, number} were left, {left, number} still are',
  ),
  'rating.allowance.piece': text(
    'Allowance {allowance} covers {units, number}; {before, number} were left, {left, number} still are',
  ),
  'rating.allowance.money': text(
    'Allowance {allowance} pays {units, number, price}; {before, number, price} were left, {left, number, price} still are',
  ),
  'rating.allowance.second.unlimited': text('Allowance {allowance}, unlimited, covers {units, duration} (h:mm:ss)'),
  'rating.allowance.byte.unlimited': text('Allowance {allowance}, unlimited, covers {units, number} bytes'),
  'rating.allowance.piece.unlimited': text('Allowance {allowance}, unlimited, covers {units, number}'),
  'rating.allowance.money.unlimited': text('Allowance {allowance}, unlimited, pays {units, number, price}'),
  'rating.allowance.second.fairUse': text(
    'Allowance {allowance}: {units, duration} (h:mm:ss) go beyond fair use and are priced by the plan',
  ),
  'rating.allowance.byte.fairUse': text(
    'Allowance {allowance}: {units, number} bytes go beyond fair use and are priced by the plan',
  ),
  'rating.allowance.piece.fairUse': text(
    'Allowance {allowance}: {units, number} go beyond fair use and are priced by the plan',
  ),
  'rating.allowance.money.fairUse': text(
    'Allowance {allowance}: {units, number, price} go beyond fair use and are priced by the plan',
  ),
  'rating.allowance.usedUp': text('Allowance {allowance} is used up'),
  'rating.fees.noCost': text('Priced from what the carrier takes, which is not known: unpriced'),
  'rating.fees.costPlus': text(
    'What the carrier takes, {cost, number, price}, plus {markup, number} % = {amount, number, price} {currency}',
  ),
  'rating.fees.flat': text('Flat amount of the steps reached {fee, number, price} {currency}'),
  'rating.fees.connection': text('Connection fee {fee, number, price} {currency}'),
  'rating.fees.service': text('Service part, for the owner of the number called {fee, number, price} {currency}'),
  'rating.fees.limits': text(
    'Together {sum, number, price} {currency}; with minimum charge and cap {amount, number, price} {currency}',
  ),
  'rating.discounts.taken': text(
    'Discount: {before, number, price} {currency} become {amount, number, price} {currency}',
  ),
  'rating.rounding.halfUp': text(
    '{exact, number, price} {currency} rounded half up to {decimals, plural, one {one decimal} other {# decimals}} = {amount, number, price} {currency}',
  ),
  'rating.rounding.halfEven': text(
    '{exact, number, price} {currency} rounded half to even to {decimals, plural, one {one decimal} other {# decimals}} = {amount, number, price} {currency}',
  ),
  'rating.rounding.up': text(
    '{exact, number, price} {currency} rounded up to {decimals, plural, one {one decimal} other {# decimals}} = {amount, number, price} {currency}',
  ),
  'rating.rounding.down': text(
    '{exact, number, price} {currency} rounded down to {decimals, plural, one {one decimal} other {# decimals}} = {amount, number, price} {currency}',
  ),
  'rating.rounding.tooLarge': text('{amount, number, price} {currency} is more than one charge can be: unpriced'),
  'rating.field.customerId': text('customer'),
  'rating.field.contractId': text('contract'),
  'rating.field.lineId': text('line'),
  'rating.field.status': text('state'),
  'rating.field.destinationId': text('destination'),
  'rating.field.band': text('time band'),
  'rating.field.billedUnits': text('units billed'),
  'rating.field.coveredUnits': text('units covered by allowances'),
  'rating.field.allowanceId': text('allowance'),
  'rating.field.chargeMicro': text('charge'),
  'rating.field.serviceFeeMicro': text('service part'),
  'rating.field.costMicro': text('cost'),
  'rating.field.priceListId': text('price list'),
  'rating.field.priceVersion': text('version of the price list'),
  'rating.field.supplierListId': text('price list of the carrier'),
  'rating.field.supplierVersion': text('version of the carrier’s price list'),
  'simulation.whose': text('Say whose price is asked for: a customer, a line or a price plan'),
  'simulation.noLine': text('The customer has no line that was in force on {date, date}'),
  'simulation.lineNotInForce': text('The line {line} was not in force on {date, date}'),
  'simulation.notATime': text('“{at}” is no time; write it like 2026-11-23T10:15'),
  'simulation.noDuration': text('Say how many seconds it lasts; 0 is a call that nobody answered'),
  'simulation.noAmount': text('Say how many seconds it lasts, or how much is used'),
  'simulation.amountOutside': text(
    '{amount, number} is no amount that one call, message or session can have: 0 to {most, number}',
  ),
  'simulation.notAnAmount': text('“{amount}” is no amount; write it like 61, or 50MB'),
  'simulation.notANetwork': text(
    '“{network}” is no mobile network; write its country code (208) or country and network code (20801)',
  ),
  'simulation.noNumber.outbound': text('Say which number is called'),
  'simulation.noNumber.inbound': text('Say which number calls'),
  'simulation.notANumber': text('“{number}” is no telephone number'),
  'usage.unknown': text(
    'Record {record} of {file} is not stored: it was rejected, filtered, a duplicate, or is not there',
  ),
  'usage.badCursor': text('This page can no longer be found'),
  'phase.assign': text('Assigning unmatched records'),
  'rating.stale.priceList': text('Prices of {subject} changed, by {by}'),
  'rating.stale.calendar': text('Time bands of {subject} changed, by {by}'),
  'rating.stale.plan': text('Price plan {subject} changed, by {by}'),
  'rating.stale.numbering': text('The numbering plan changed, by {by}'),
  'rating.stale.zone': text('Zone {subject} changed, by {by}'),
  'rating.stale.ported': text('Ported numbers changed, by {by}'),
  'rating.stale.destination': text('Destination {subject} changed, by {by}'),
  'rating.stale.allowance': text('Allowance {subject} changed, by {by}'),
  'rating.stale.option': text('Option {subject} changed, by {by}'),
  'rating.stale.contract': text('{subject} changed, by {by}'),
  'rating.stale.line': text('A line of {subject} changed, by {by}'),
  'rating.stale.source': text('Source {subject} changed, by {by}'),
  'rating.stale.delivery': text('Records were corrected by their source, {subject}, by {by}'),
  'rating.stale.load': text('New usage, load {load}, by {by}'),
  'rating.stale.counters': text('What {month, month} leaves of an allowance changed'),
  'phase.rerate': text('Rating again'),
};
