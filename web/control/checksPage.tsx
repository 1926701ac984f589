import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { type ReplyOf, useAct, useCall, useMay, useSay, useWord } from '#app';
import { text } from '#base';
import { AREAS, listChecksEndpoint, setThresholdEndpoint } from '#control';
import { Amount, Count, DateTimeText, Loaded, Page, SeverityTag, Trouble } from '#kit';

type Checks = ReplyOf<typeof listChecksEndpoint>;
type Check = Checks['checks'][number];
type Threshold = Check['thresholds'][number];

const AREA_NAMES: Readonly<Record<Check['area'], string>> = {
  bill: text('Bills'),
  usage: text('Usage'),
  customer: text('Customers'),
  contract: text('Contracts'),
  purchase: text('Purchase'),
  intake: text('Intake'),
};

const UNITS: Readonly<Record<Threshold['unit'], string>> = {
  money: text('from an amount of'),
  percent: text('percent'),
  minutes: text('minutes'),
  days: text('days'),
  months: text('months'),
  count: text('pieces'),
  hour: text('o’clock'),
};

/** Every check with why it matters, and from when it tells. */
export function ChecksPage() {
  const say = useSay();
  const checks = useCall(listChecksEndpoint, {});
  return (
    <Page
      title={say('Checks and thresholds')}
      subtitle={say('What every run is checked for, and from when it is told')}
    >
      <Loaded of={checks}>
        {(found) => (
          <>
            {AREAS.map((area) => (
              <AreaOf key={area} area={area} checks={found.checks.filter((one) => one.area === area)} />
            ))}
            <section aria-label={say('Decisions')}>
              <h2 className="part">{say('Decisions')}</h2>
              <p>{say('An acceptance falls when the money at stake grows by more than so much.')}</p>
              {found.general.map((threshold) => (
                <ThresholdField key={threshold.name} threshold={threshold} name={say('Decisions')} />
              ))}
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function AreaOf({ area, checks }: { readonly area: Check['area']; readonly checks: readonly Check[] }) {
  const say = useSay();
  const word = useWord();
  return (
    <section aria-label={say(AREA_NAMES[area])}>
      <h2 className="part">{say(AREA_NAMES[area])}</h2>
      <div className="grid-frame">
        <table className="grid" style={{ tableLayout: 'fixed' }}>
          <thead>
            <tr>
              <th scope="col" style={{ width: '24%' }}>
                {say('Check')}
              </th>
              <th scope="col" style={{ width: 96 }}>
                {say('Weight')}
              </th>
              <th scope="col">{say('Why')}</th>
              <th scope="col" style={{ width: '32%' }}>
                {say('Threshold')}
              </th>
            </tr>
          </thead>
          <tbody>
            {checks.map((one) => (
              <tr key={one.code}>
                <td data-wrap>{word(`${one.code}.name`)}</td>
                <td>
                  <SeverityTag severity={one.severity} />
                </td>
                <td data-wrap>{word(`${one.code}.why`)}</td>
                <td>
                  {one.thresholds.map((threshold) => (
                    <ThresholdField key={threshold.name} threshold={threshold} name={word(`${one.code}.name`)} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Money is entered in whole units of the currency with two decimals, and kept in minor units. */
function ThresholdField({ threshold, name }: { readonly threshold: Threshold; readonly name: string }) {
  const say = useSay();
  const may = useMay();
  const factor = threshold.unit === 'money' ? 100 : 1;
  const [value, setValue] = useState(threshold.value / factor);
  const act = useAct(setThresholdEndpoint);
  const set = (to: number | null) => act.mutate({ params: { name: threshold.name }, body: { value: to } });
  const changed = Math.round(value * factor) !== threshold.value;
  const unit = say(UNITS[threshold.unit]);
  const mayChange = may('access.manage');
  return (
    <div>
      <Group gap={6} wrap="nowrap" py={2}>
        {mayChange ? (
          <NumberInput
            aria-label={`${name}: ${unit}`}
            w={96}
            size="xs"
            style={{ flexShrink: 0 }}
            decimalScale={threshold.unit === 'money' ? 2 : 0}
            min={threshold.min / factor}
            max={threshold.max / factor}
            value={value}
            onChange={(next) => setValue(Number(next))}
          />
        ) : (
          <strong>
            {threshold.unit === 'money' ? <Amount value={value.toFixed(2)} /> : <Count value={threshold.value} />}
          </strong>
        )}
        <span className="muted nowrap">{unit}</span>
        {changed && (
          <Button size="compact-xs" loading={act.isPending} onClick={() => set(Math.round(value * factor))}>
            {say('Save')}
          </Button>
        )}
        {threshold.setBy !== null && mayChange && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              setValue(threshold.default / factor);
              set(null);
            }}
          >
            {say('As usual')}
          </Button>
        )}
      </Group>
      {threshold.setBy !== null && threshold.setAt !== null && (
        <div className="muted">
          {threshold.setBy}, <DateTimeText at={threshold.setAt} />
        </div>
      )}
      {act.error && <Trouble error={act.error} />}
    </div>
  );
}
