import { Button, Drawer, Group, Stack } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall, useLanguage, useMay, useMonth, useSay } from '#app';
import { addMonths, formatMonth } from '#base';
import { previewBillEndpoint } from '#billing';
import { EmptyState, Loaded, Money, StatusTag } from '#kit';
import { BillLines } from '../control/draftDrawer.tsx';

interface BillPreviewProps {
  readonly customerId: number;
  readonly customerName: string;
}

/** What a run of the month would bill the customer by now: looked at from his page, without any run. */
export function BillPreview({ customerId, customerName }: BillPreviewProps) {
  const say = useSay();
  const may = useMay();
  const month = useMonth();
  const [opened, setOpened] = useState(false);
  if (!may('runs.read') || month === null) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {say('Next bill')}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size={720}
        title={customerName}
        closeButtonProps={{ 'aria-label': say('Close') }}
        overlayProps={{ backgroundOpacity: 0.15 }}
      >
        {opened && <Preview customerId={customerId} first={month} />}
      </Drawer>
    </>
  );
}

function Preview({ customerId, first }: { readonly customerId: number; readonly first: string }) {
  const say = useSay();
  const { language } = useLanguage();
  const [month, setMonth] = useState(first);
  const preview = useCall(previewBillEndpoint, { params: { customerId }, query: { month } });
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Button variant="default" size="compact-sm" onClick={() => setMonth(addMonths(month, -1))}>
          {say('Month before')}
        </Button>
        <strong>{formatMonth(language, month)}</strong>
        <Button variant="default" size="compact-sm" onClick={() => setMonth(addMonths(month, 1))}>
          {say('Month after')}
        </Button>
      </Group>
      <Loaded of={preview}>
        {(found) => (
          <>
            <span className="muted">{say('As a run would bill it now. Nothing is written.')}</span>
            {found.stale && (
              <StatusTag tone="warn">{say('Something waits to be rated again: amounts may change')}</StatusTag>
            )}
            {found.bill === null ? <EmptyState title={say('Nothing to bill')} /> : <BillLines bill={found.bill} />}
            {found.documents.map((document) => (
              <Group key={`${document.customerId} ${document.part}`} gap="xs">
                <a
                  href={`/api/customers/${customerId}/bill/pdf?month=${month}&to=${document.customerId}&part=${encodeURIComponent(document.part)}`}
                  target="_blank"
                  rel="noreferrer"
                  className="action"
                >
                  <IconFileTypePdf size={15} aria-hidden />{' '}
                  {document.kind === 'creditNote' ? say('Credit note as PDF') : say('Invoice as PDF')}
                </a>
                <span className="muted">
                  {say('to customer {number}', { number: document.customerNumber })} {document.part}
                </span>
                <Money value={document.gross} currency={document.currency} />
              </Group>
            ))}
          </>
        )}
      </Loaded>
    </Stack>
  );
}
