import { Alert, Grid, Paper, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type ReplyOf, useCall, useName, usePageActions, useSay } from '#app';
import { text } from '#base';
import {
  CallStatus,
  DateTimeText,
  Derivation,
  Duration,
  EmptyState,
  Facts,
  Loaded,
  Money,
  Page,
  Section,
  UsedUnits,
} from '#kit';
import { priceEndpoint, type SimulationInput } from '#rating';
import { readAmount } from './amount.ts';
import type { Asked } from './asked.ts';
import { SimulatorForm } from './simulatorForm.tsx';

type Price = ReplyOf<typeof priceEndpoint>;

const route = getRouteApi('/price');

const CHARGE_DECIMALS = 4;
/** Services whose units read like those of an allowance. */
const COUNTED_LIKE = { second: 'voice', byte: 'data', piece: 'sms' } as const;
const NOTHING = /^0(\.0*)?$/;

/** What a call, message or session would cost: what is asked on the left, the price and its derivation beside it. */
export function SimulatorPage() {
  const say = useSay();
  const asked = route.useSearch();
  const body = bodyOf(asked);
  usePageActions(
    useMemo(
      () => [
        {
          id: 'askPrice',
          label: text('To the number'),
          keys: 'n',
          group: 'page',
          run: () => document.querySelector<HTMLInputElement>('input[name=number]')?.focus(),
        } as const,
      ],
      [],
    ),
  );
  return (
    <Page
      title={say('Price simulator')}
      subtitle={say('What a call, message or session would cost, with allowances as they stand. Nothing is stored.')}
    >
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Paper p="md">
            <SimulatorForm />
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Paper p="md" aria-live="polite">
            {body === null ? (
              <EmptyState title={say('What do you want to know?')}>
                {say('Choose a customer or a price plan, a number and how long it lasts.')}
              </EmptyState>
            ) : (
              <Answer body={body} />
            )}
          </Paper>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

/** What the API is asked; null as long as it is not said whose price it is. */
function bodyOf(asked: Asked): SimulationInput | null {
  const { customerId, lineId, plan, service, direction, number, at, network } = asked;
  if (customerId === undefined && plan === undefined) return null;
  const party = direction === 'outbound' ? 'to' : 'from';
  return {
    service,
    direction,
    ...(customerId === undefined ? {} : { customerId }),
    ...(lineId === undefined ? {} : { lineId }),
    ...(plan === undefined ? {} : { plan }),
    ...(number.trim() === '' ? {} : { [party]: number.trim() }),
    ...(at === '' ? {} : { at }),
    ...(network.trim() === '' ? {} : { network: network.trim() }),
    ...readAmount(service, asked.amount),
  };
}

function Answer({ body }: { readonly body: SimulationInput }) {
  const price = useCall(priceEndpoint, { body });
  return <Loaded of={price}>{(found) => <Found price={found} service={body.service ?? 'voice'} />}</Loaded>;
}

function Found({ price, service }: { readonly price: Price; readonly service: string }) {
  const say = useSay();
  const name = useName();
  const { customer, line, plan, destination, source } = price;
  return (
    <Stack gap="md">
      <Result price={price} />
      {price.status === 'unpriced' && (
        <Alert
          color="red"
          variant="light"
          title={say('No price list has a price for this: such usage is not billed.')}
        />
      )}
      <Derivation lines={price.lines} />
      <Section title={say('What was looked at')}>
        <Facts
          facts={[
            [say('When'), <DateTimeText key="at" at={price.at} seconds />],
            [say('Caller'), price.calling],
            [say('Called'), price.called],
            [say('Destination'), destination && name(destination.name)],
            [say('Duration'), price.durationMs > 0 && <Duration key="d" seconds={price.durationMs / 1000} />],
            [say('Amount used'), price.units > 0 && <UsedUnits key="u" service={service} units={price.units} />],
            [
              say('Customer'),
              customer && (
                <Link key="c" to="/customers/$customerId" params={{ customerId: String(customer.id) }}>
                  {customer.number} {customer.name}
                </Link>
              ),
            ],
            [say('Line'), line?.label],
            [say('Price plan'), plan && name(plan.name)],
            [say('Source'), source?.name],
          ]}
        />
      </Section>
    </Stack>
  );
}

/** The price in figures. */
function Result({ price }: { readonly price: Price }) {
  const say = useSay();
  const name = useName();
  const { currency, allowance, cost, margin, serviceFee } = price;
  const money = (value: string) => <Money value={value} currency={currency} decimals={CHARGE_DECIMALS} exact />;
  const isCovered = allowance !== null && !NOTHING.test(price.covered);
  return (
    <Section title={say('Result')} aside={<CallStatus status={price.status} />}>
      <Facts
        facts={[
          [say('Charge'), <strong key="c">{money(price.charge)}</strong>],
          [say('Of this, service part'), !NOTHING.test(serviceFee) && money(serviceFee)],
          [
            say('Covered by an allowance'),
            isCovered && (
              <span key="a">
                {allowance.unit === 'money' ? (
                  money(price.covered)
                ) : (
                  <UsedUnits service={COUNTED_LIKE[allowance.unit]} units={Number(price.covered)} />
                )}{' '}
                · {name(allowance.name)}
              </span>
            ),
          ],
          [say('Cost'), cost !== null && money(cost)],
          [say('Margin'), margin !== null && money(margin)],
        ]}
      />
    </Section>
  );
}
