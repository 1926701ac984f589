import { z } from 'zod';
import { idNumber, monthText } from '#base';
import { defineJob } from '#platform/jobs';
import { rerateQuery, rerateUsage } from './service.ts';

/** Topic on which a screen watches re-rating. */
export const RERATING_TOPIC = 'rerating';

/** Rates again what is stale: everything, up to a month, of a customer. */
export const rerateJob = defineJob(
  'billing.rerate',
  z.object({ month: monthText.optional(), customerId: idNumber.optional() }),
  async (app, actor, input, progress) => {
    await rerateUsage(app, actor, rerateQuery(input), progress);
  },
  { topic: () => RERATING_TOPIC },
);
