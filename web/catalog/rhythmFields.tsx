import { Group, NumberInput, Select } from '@mantine/core';
import { useSay } from '#app';
import {
  ALIGNMENTS,
  BY_DAYS,
  MONTHLY,
  PRORATIONS,
  type ProductKind,
  type Proration,
  type Recurrence,
  WHOLE,
  YEARLY_LICENCE,
} from '#catalog';
import { ALIGN_NAMES, BILLED_NAMES, PRORATION_NAMES } from './productNames.ts';

/** How a fee comes round and is shared out. */
export interface Rhythm {
  readonly recurrence: Recurrence;
  readonly billed: 'advance' | 'arrears';
  readonly proration: Proration;
}

/** What is usual for a kind. */
export function rhythmOf(kind: ProductKind): Rhythm {
  return kind === 'licence'
    ? { recurrence: YEARLY_LICENCE, billed: 'advance', proration: WHOLE }
    : { recurrence: MONTHLY, billed: 'advance', proration: BY_DAYS };
}

interface RhythmFieldsProps {
  readonly value: Rhythm;
  readonly onChange: (value: Rhythm) => void;
}

export function RhythmFields({ value, onChange }: RhythmFieldsProps) {
  const say = useSay();
  const { recurrence, billed, proration } = value;
  return (
    <Group gap="xs" grow align="flex-end">
      <NumberInput
        size="xs"
        label={say('Every … months')}
        min={1}
        max={120}
        value={recurrence.months}
        onChange={(months) => onChange({ ...value, recurrence: { ...recurrence, months: Number(months) || 1 } })}
      />
      <Select
        label={say('Periods begin')}
        value={recurrence.align}
        data={ALIGNMENTS.map((each) => ({ value: each, label: say(ALIGN_NAMES[each]) }))}
        onChange={(chosen) => {
          const align = ALIGNMENTS.find((each) => each === chosen) ?? 'calendar';
          onChange({ ...value, recurrence: { ...recurrence, align } });
        }}
      />
      <Select
        label={say('Billed')}
        value={billed}
        data={(['advance', 'arrears'] as const).map((each) => ({ value: each, label: say(BILLED_NAMES[each]) }))}
        onChange={(chosen) => onChange({ ...value, billed: chosen === 'arrears' ? 'arrears' : 'advance' })}
      />
      <Select
        label={say('Broken periods')}
        value={proration.method}
        data={PRORATIONS.map((each) => ({ value: each, label: say(PRORATION_NAMES[each]) }))}
        onChange={(chosen) => {
          const method = PRORATIONS.find((each) => each === chosen) ?? 'days';
          onChange({ ...value, proration: method === 'none' ? WHOLE : { ...BY_DAYS, method } });
        }}
      />
    </Group>
  );
}
