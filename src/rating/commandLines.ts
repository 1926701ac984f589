import { text } from '#base';

/** What the commands of this slice say. */
export const COMMAND_LINES = {
  imported: text(
    '{file}: {records, plural, one {one record} other {# records}}, {stored} stored, {duplicates} duplicates, {rejected} rejected, {filtered} filtered, {joined} joined, {waiting} waiting, {unmatched} unmatched, {unpriced} unpriced',
  ),
  again: text('{file}: imported before, nothing done'),
  quarantined: text('{file}: quarantined, nothing stored'),
  call: text('{file}, record {record}: {calling} → {called}, {start}, {seconds} s'),
  customer: text('Customer {number} {name}'),
  supplierLeg: text('What the carrier takes:'),
  total: text('Charge {charge}, cost {cost}'),
  imagined: text(
    '{calling} → {called}, {start}, {seconds, number} s{units, plural, =0 {} one {, one unit} other {, # units}}',
  ),
  imaginedLine: text('Line {line}, price plan {plan}'),
  imaginedPlan: text('A new customer with price plan {plan}'),
  imaginedSource: text('As if {source} had delivered it'),
  charge: text('Charge {charge}'),
  margin: text('Charge {charge}, cost {cost}, margin {margin}'),
  servicePart: text('Of this, {fee} go to the owner of the number called'),
  sourceCost: text('The record itself tells a cost of {cost}'),
  agrees: text('The derivation gives exactly what is stored'),
  differs: text('{field}: stored {stored}, derived {computed}'),
  today: text('Today it would be another: {field} {computed} instead of {stored}'),
  unmatched: text(
    '{identifier} ({source}): {records, plural, one {one record} other {# records}}, {charge} at list price; suggested: {owner}',
  ),
  nobody: text('nobody'),
  settled: text('{calls, plural, one {One call} other {# calls}} ended without their other records'),
  assigned: text('{records, plural, one {One record} other {# records}} assigned, {charge}'),
} as const;
