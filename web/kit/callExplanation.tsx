import { Alert, Drawer, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReplyOf, useCall, useName, useSay, useWord } from '#app';
import { text } from '#base';
import { explainUsageEndpoint } from '#rating';
import { minus } from './exact.ts';
import { Money } from './money.tsx';
import { Facts, Section } from './page.tsx';
import { Loaded } from './states.tsx';
import { DateTimeText, Duration } from './when.tsx';

/** Which record: its file and its place in it. */
export interface CallKey {
  readonly fileId: number;
  readonly recordNo: number;
}

type Explanation = ReplyOf<typeof explainUsageEndpoint>;
type Leg = Explanation['lines'][number]['leg'];

const LEGS: readonly (readonly [Leg, string])[] = [
  ['record', text('The call')],
  ['customer', text('What the customer pays')],
  ['supplier', text('What the carrier charges')],
];

/** Why this amount: the derivation of a charge from file line to cent, beside the list it was opened from. */
export function CallExplanation({ call, onClose }: { readonly call: CallKey | null; readonly onClose: () => void }) {
  const say = useSay();
  return (
    <Drawer
      opened={call !== null}
      onClose={onClose}
      position="right"
      size={640}
      title={say('Why this amount?')}
      closeButtonProps={{ 'aria-label': say('Close') }}
      overlayProps={{ backgroundOpacity: 0.15 }}
    >
      {call && <Asked call={call} />}
    </Drawer>
  );
}

function Asked({ call }: { readonly call: CallKey }) {
  const explanation = useCall(explainUsageEndpoint, { query: { ...call } });
  return <Loaded of={explanation}>{(found) => <Derivation found={found} call={call} />}</Loaded>;
}

function Derivation({ found, call }: { readonly found: Explanation; readonly call: CallKey }) {
  const say = useSay();
  const word = useWord();
  return (
    <Stack gap="md">
      <Head found={found} call={call} />
      {LEGS.map(([leg, title]) => {
        const lines = found.lines.filter((line) => line.leg === leg);
        if (lines.length === 0) return null;
        return (
          <Section key={leg} title={say(title)}>
            <ol className="derivation">
              {lines.map((line, index) => (
                // The steps of a derivation have no other identity than their order.
                <li key={`${line.code}-${String(index)}`}>{word(line.code, line.params)}</li>
              ))}
            </ol>
          </Section>
        );
      })}
      <Result found={found} />
      {found.differences.length > 0 && (
        <Alert
          color="red"
          variant="light"
          title={say('The derivation does not give the stored amount. Please report this.')}
        />
      )}
      {found.today.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          title={say('Today’s lines and prices would give another amount. Rating again would change it.')}
        />
      )}
    </Stack>
  );
}

function Head({ found, call }: { readonly found: Explanation; readonly call: CallKey }) {
  const say = useSay();
  const name = useName();
  const { record } = found;
  return (
    <Facts
      facts={[
        [say('When'), <DateTimeText key="at" at={record.startAt} seconds />],
        [say('Caller'), record.calling],
        [say('Called'), `${record.called}${found.destination ? ` · ${name(found.destination.name)}` : ''}`],
        [say('Duration'), <Duration key="d" seconds={record.durationMs / 1000} />],
        [say('Customer'), found.customer ? `${found.customer.number} ${found.customer.name}` : say('nobody yet')],
        [say('Line'), found.lineLabel],
        [
          say('Read from'),
          <Link key="file" to="/files/$fileId" params={{ fileId: String(call.fileId) }}>
            {say('{file}, record {record}', { file: record.fileName, record: call.recordNo })}
          </Link>,
        ],
      ]}
    />
  );
}

/** What comes out: price, cost, margin, and what the carrier's own record says. */
function Result({ found }: { readonly found: Explanation }) {
  const say = useSay();
  const { record, currency } = found;
  return (
    <Section title={say('Result')}>
      <Facts
        facts={[
          [say('Charge'), <Money key="c" value={record.charge} currency={currency} decimals={4} exact />],
          [say('Cost'), <Money key="k" value={record.cost} currency={currency} decimals={4} exact />],
          [
            say('Margin'),
            <Money key="m" value={minus(record.charge, record.cost)} currency={currency} decimals={4} exact />,
          ],
          [
            say('Cost by the carrier’s record'),
            found.sourceCost && <Money key="s" value={found.sourceCost} currency={currency} decimals={4} exact />,
          ],
        ]}
      />
    </Section>
  );
}
