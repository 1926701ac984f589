import { z } from 'zod';
import { helpDraw } from '#billing/service';
import { defineJob, enqueue } from '#platform/jobs';
import { draftRequest } from './api.ts';
import { draftTopic } from './draftTopic.ts';
import { prepareRun } from './service.ts';

/** Processes that draw a run's drafts beside the one that opened it. */
const HELPERS = 3;

/** Draws drafts along with the job that opened the drawing: taken up by whichever worker is free. */
export const helpDrawJob = defineJob(
  'control.helpDraw',
  z.object({
    runId: z.number().int(),
    drawingNo: z.number().int(),
    afterRuns: z.array(z.number().int()),
    helper: z.number().int(),
  }),
  (app, actor, input, progress) => helpDraw(app, actor, input, progress),
);

/** Draws and checks the drafts of a run. */
export const prepareRunJob = defineJob(
  'control.prepareRun',
  draftRequest,
  async (app, actor, { month, scope, issueOn, whole }, progress) => {
    const input = {
      month,
      ...(scope === undefined ? {} : { scope }),
      ...(issueOn === undefined ? {} : { issueOn }),
      ...(whole === undefined ? {} : { whole }),
    };
    await prepareRun(app, actor, input, progress, async (ticket) => {
      for (let helper = 1; helper <= HELPERS; helper++)
        await enqueue(
          app,
          actor,
          helpDrawJob,
          { ...ticket, afterRuns: [...ticket.afterRuns], helper },
          { singletonKey: `${ticket.runId}/${ticket.drawingNo}/${helper}` },
        );
    });
  },
  { topic: (input) => draftTopic(input.month, input.scope) },
);
