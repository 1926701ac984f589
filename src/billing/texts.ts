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
  'run.monthNotOver': text('{month} is not over yet: drafts are possible, issuing is not'),
};
