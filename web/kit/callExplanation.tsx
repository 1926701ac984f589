import { Alert, Drawer, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReplyOf, useCall, useName, useSay, useWord } from '#app';
import { formatMicro } from '#base';
import { explainUsageEndpoint } from '#rating';
import { Derivation } from './derivation.tsx';
import { minus } from './exact.ts';
import { Amount, Money } from './money.tsx';
import { Facts, Section } from './page.tsx';
import { Loaded } from './states.tsx';
import { DateTimeText, Duration } from './when.tsx';

/** Which record: its file and its place in it. */
export interface CallKey {
  readonly fileId: number;
  readonly recordNo: number;
}

type Explanation = ReplyOf<typeof explainUsageEndpoint>;

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
  return <Loaded of={explanation}>{(found) => <Explained found={found} call={call} />}</Loaded>;
}

function Explained({ found, call }: { readonly found: Explanation; readonly call: CallKey }) {
  const say = useSay();
  return (
    <Stack gap="md">
      <Head found={found} call={call} />
      <Derivation lines={found.lines} />
      <Result found={found} />
      {found.differences.length > 0 && (
        <Alert
          color="red"
          variant="light"
          title={say('The derivation does not give the stored amount. Please report this.')}
        >
          <Differences of={found.differences} />
        </Alert>
      )}
      {found.today.length > 0 && (
        <Alert
          color="yellow"
          variant="light"
          title={say('Today’s lines and prices would give another amount. Rating again would change it.')}
        >
          <Differences of={found.today} />
        </Alert>
      )}
    </Stack>
  );
}

/** Which parts differ: as stored, and as derived. Amounts come in millionths. */
function Differences({ of }: { readonly of: Explanation['differences'] }) {
  const word = useWord();
  const shown = (field: string, value: number) =>
    field.endsWith('Micro') ? <Amount value={formatMicro(BigInt(value))} decimals={4} exact /> : String(value);
  return (
    <Facts
      facts={of.map(({ field, stored, computed }) => [
        word(`rating.field.${field}`),
        <span key={field}>
          {shown(field, stored)} → {shown(field, computed)}
        </span>,
      ])}
    />
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
