import { Paper } from '@mantine/core';
import { type ReplyOf, useCall, useLanguage, useMonth, useSay } from '#app';
import { formatMonth } from '#base';
import { monthBoardEndpoint } from '#control';
import { Bones, Loaded, Page } from '#kit';
import { ApproveStep } from './approveStep.tsx';
import { DraftStep } from './draftStep.tsx';
import { FilesStep } from './filesStep.tsx';
import { FindingsStep } from './findingsStep.tsx';
import { IssueStep } from './issueStep.tsx';
import { UnmatchedStep } from './unmatchedStep.tsx';

/** The month as the server tells it: one board for all six steps. */
export type Board = ReplyOf<typeof monthBoardEndpoint>;

/** Home: the month as a checklist, from the files to the issued invoices. */
export function MonthPage() {
  const month = useMonth();
  return month === null ? <Bones /> : <MonthOf month={month} />;
}

function MonthOf({ month }: { readonly month: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const board = useCall(monthBoardEndpoint, { params: { month } });
  const name = formatMonth(language, month);
  return (
    <Page
      title={name.charAt(0).toUpperCase() + name.slice(1)}
      subtitle={say('From the first file to the last invoice')}
    >
      <Loaded of={board}>
        {(found) => (
          <Paper>
            <FilesStep board={found} />
            <UnmatchedStep board={found} />
            <DraftStep board={found} />
            <FindingsStep board={found} />
            <ApproveStep board={found} />
            <IssueStep board={found} />
          </Paper>
        )}
      </Loaded>
    </Page>
  );
}
