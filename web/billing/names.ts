import { text } from '#base';
import type { RunScope, RunState } from '#billing';
import type { Tone } from '#kit';

export const RUN_STATE_NAMES: Readonly<Record<RunState, string>> = {
  draft: text('being drawn'),
  calculated: text('drawn'),
  inReview: text('in review'),
  approved: text('approved'),
  issuing: text('being issued'),
  issued: text('issued'),
  withdrawn: text('withdrawn'),
};

export const RUN_STATE_TONES: Readonly<Record<RunState, Tone>> = {
  draft: 'warn',
  calculated: 'info',
  inReview: 'info',
  approved: 'good',
  issuing: 'warn',
  issued: 'good',
  withdrawn: 'quiet',
};

export const SCOPE_NAMES: Readonly<Record<RunScope['kind'], string>> = {
  all: text('Everybody'),
  batch: text('Billing cycle {key}'),
  group: text('Paying group {key}'),
  customer: text('One customer'),
};
