import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useCall, useSay, useWord } from '#app';
import { listFindingsEndpoint } from '#control';
import { SeverityTag, StatusTag } from '#kit';
import { DecideDialog } from './findingDialogs.tsx';
import { type Found, PlaceLink, placeOf } from './findingPlace.tsx';

interface DraftFindingsProps {
  readonly runId: string;
  readonly customerId: number;
  readonly currency: string;
  /** Whether they can still be accepted. */
  readonly changeable: boolean;
}

/** What the checks found with one customer, beside his draft: accepted there, or mended by its link. */
export function DraftFindings({ runId, customerId, currency, changeable }: DraftFindingsProps) {
  const say = useSay();
  const word = useWord();
  const [chosen, setChosen] = useState<readonly Found[]>([]);
  const findings = useCall(listFindingsEndpoint, { params: { runId }, query: { customerId: String(customerId) } });
  const rows = findings.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section aria-label={say('Findings')}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 6 }}>
        {rows.map((found) => (
          <li key={found.key} style={{ display: 'grid', gridTemplateColumns: '84px minmax(0, 1fr) auto', gap: 8 }}>
            <span>
              <SeverityTag severity={found.severity} />
            </span>
            <span>
              {word(found.code, found.params)}
              {found.decision?.accepted === true && <span className="muted"> · {found.decision.comment}</span>}
            </span>
            <Group gap={8} wrap="nowrap" align="flex-start">
              <Place found={found} runId={runId} />
              {found.decision?.accepted === true ? (
                <StatusTag tone="good">{say('accepted')}</StatusTag>
              ) : (
                changeable &&
                found.leftOut === null && (
                  <Button size="compact-xs" variant="default" onClick={() => setChosen([found])}>
                    {say('Accept')}
                  </Button>
                )
              )}
            </Group>
          </li>
        ))}
      </ul>
      <DecideDialog runId={runId} currency={currency} chosen={chosen} onClose={() => setChosen([])} />
    </section>
  );
}

/** Not to the draft: that is what lies open. */
function Place({ found, runId }: { readonly found: Found; readonly runId: string }) {
  const place = placeOf(found, runId);
  return place === null || place.link.to === '/runs/$runId' ? null : <PlaceLink found={found} runId={runId} />;
}
