import { z } from 'zod';
import { defineJob } from '#platform/jobs';
import { issueRun } from './service.ts';

/** Topic on which a screen watches a run being issued. */
export const issueTopic = (runId: number) => `issue/${runId}`;

/** Issues an approved run. */
export const issueRunJob = defineJob(
  'invoicing.issueRun',
  z.object({ runId: z.number().int() }),
  async (app, actor, input, progress) => {
    const { findings } = await issueRun(app, actor, input, progress);
    for (const finding of findings) app.log.info('invoicing.finding', { ...finding.params, code: finding.code });
  },
  { topic: (input) => issueTopic(input.runId) },
);
