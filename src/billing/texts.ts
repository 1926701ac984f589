import { type Texts, text } from '#base';

export const TEXTS: Texts = {
  'phase.draft': text('Drawing drafts'),
  'run.unknown': text('There is no such run: {run}'),
  'run.wrongState': text('Run {run} is in state {state}; it cannot go to {wanted}'),
  'run.earlierOpen': text('{month} has not been issued yet; bill the months in order'),
  'run.alreadyIssued': text('{month} has already been issued'),
  'run.noDrafts': text('There is nothing to bill in {month}'),
  'run.noDraftOf': text('Run {run} has no draft of customer {customer}'),
  'run.cancelled': text('The run was cancelled; draft it again when you are ready'),
  'run.noUsageProduct': text('The catalogue has no product for usage: calls need a revenue account'),
  'run.notAMonth': text('{month} is not a month; write it like 2026-10'),
  'run.notADate': text('{date} is not a date; write it like 2026-10-31'),
  'run.issueOnTooEarly': text('Invoices of {month} cannot be dated before {earliest, date}'),
  'run.drawnAgain': text('The drafts of {month} were drawn again in the meantime; these are left as they are'),
  'run.otherIssuing': text('{month} is being issued; wait until that is done'),
  'run.billedMeanwhile': text('Another month was issued since {month} was drafted; draft {month} again'),
  'run.reratedMeanwhile': text('Calls were rated again since {month} was drafted; draft {month} again'),
  'bill.noVatRate': text('No rate of VAT is known for {country} on {date}'),
  'run.monthNotBegun': text('{month} has not begun yet; there is nothing to draft'),
  'run.monthNotOver': text('{month} is not over yet: drafts are possible, issuing is not'),
};
