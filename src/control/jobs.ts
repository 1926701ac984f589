import { z } from 'zod';
import { monthText } from '#base';
import { defineJob } from '#platform/jobs';
import { prepareRun } from './service.ts';

/** Topic on which a screen watches the drawing of a month's drafts. */
export const draftTopic = (month: string) => `draft/${month}`;

/** Draws and checks the drafts of a month. */
export const prepareRunJob = defineJob(
  'control.prepareRun',
  z.object({ month: monthText, issueOn: z.iso.date().optional() }),
  async (app, actor, input, progress) => {
    await prepareRun(
      app,
      actor,
      { month: input.month, ...(input.issueOn === undefined ? {} : { issueOn: input.issueOn }) },
      progress,
    );
  },
  { topic: (input) => draftTopic(input.month) },
);
