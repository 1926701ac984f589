import { Group, MultiSelect, SegmentedControl, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall, useName, useSay } from '#app';
import { listProductFamiliesEndpoint, listProductsEndpoint } from '#catalog';
import { listIndexValuesEndpoint, newIndexValue, putIndexValuesEndpoint, saveIndexationRuleEndpoint } from '#contracts';
import { CountField, decimalOf, TextField } from './fields.tsx';
import { FormDialog } from './formDialog.tsx';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1));

interface Draft {
  readonly code: string;
  readonly name: string;
  readonly kind: 'percent' | 'index';
  readonly percent: string;
  readonly series: string;
  readonly lagMonths: number;
  readonly overMonths: number;
  readonly cap: string;
  readonly floor: string;
  readonly months: readonly string[];
  readonly afterMonths: number;
  readonly families: readonly string[];
  readonly products: readonly string[];
  readonly mayEnd: boolean;
}

const EMPTY: Draft = {
  code: '',
  name: '',
  kind: 'percent',
  percent: '',
  series: '',
  lagMonths: 2,
  overMonths: 12,
  cap: '',
  floor: '',
  months: [],
  afterMonths: 12,
  families: [],
  products: [],
  mayEnd: true,
};

/** The rule that a draft makes; null while something is missing. */
function ruleOf(draft: Draft) {
  const { code, name, kind, series, lagMonths, overMonths, afterMonths, mayEnd } = draft;
  const percent = decimalOf(draft.percent);
  if (code === '' || name === '' || (kind === 'percent' ? percent === null : series === '')) return null;
  const change =
    kind === 'percent'
      ? ({ kind: 'percent', percent: percent ?? '0' } as const)
      : ({ kind: 'index', series, lagMonths, overMonths } as const);
  const limits = { cap: decimalOf(draft.cap), floor: decimalOf(draft.floor) };
  const rule = { change, ...limits, months: draft.months.map(Number), afterMonths, mayEnd };
  return { code, name, families: [...draft.families], productCodes: [...draft.products], rule };
}

/** A rule: by how much prices change, which ones, when. A code that is there already is changed. */
export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const act = useAct(saveIndexationRuleEndpoint);
  const [draft, setDraft] = useState(EMPTY);
  const set = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));
  const rule = ruleOf(draft);
  return (
    <FormDialog
      title={say('Rule of indexation')}
      verb={say('Save')}
      onClose={onClose}
      onSubmit={() => rule !== null && act.mutate({ body: rule }, { onSuccess: onClose })}
      blocked={rule === null}
      busy={act.isPending}
      error={act.error}
      size={680}
    >
      <Group gap="xs" grow>
        <TextField label={say('Code')} value={draft.code} onChange={(code) => set({ code })} required autoFocus />
        <TextField label={say('Name')} value={draft.name} onChange={(name) => set({ name })} required />
      </Group>
      <ChangeFields draft={draft} set={set} />
      <Group gap="xs" grow align="flex-end">
        <TextField label={say('At most, in percent')} value={draft.cap} onChange={(cap) => set({ cap })} />
        <TextField label={say('At least, in percent')} value={draft.floor} onChange={(floor) => set({ floor })} />
        <CountField
          label={say('A price holds at least (months)')}
          value={draft.afterMonths}
          onChange={(afterMonths) => set({ afterMonths })}
          max={120}
        />
      </Group>
      <MultiSelect
        label={say('Months of the year in which it may take effect')}
        placeholder={draft.months.length === 0 ? say('any') : ''}
        data={MONTHS}
        value={[...draft.months]}
        onChange={(months) => set({ months })}
      />
      <ReachFields draft={draft} set={set} />
      <Switch
        label={say('The letter tells of the right to end the contract')}
        checked={draft.mayEnd}
        onChange={(event) => set({ mayEnd: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly set: (changed: Partial<Draft>) => void;
}

function ChangeFields({ draft, set }: DraftFieldsProps) {
  const say = useSay();
  return (
    <>
      <SegmentedControl
        aria-label={say('How prices change')}
        value={draft.kind}
        onChange={(kind) => set({ kind: kind === 'index' ? 'index' : 'percent' })}
        data={[
          { value: 'percent', label: say('By a percentage') },
          { value: 'index', label: say('With an index') },
        ]}
      />
      {draft.kind === 'percent' ? (
        <TextField label={say('Percent')} value={draft.percent} onChange={(percent) => set({ percent })} required />
      ) : (
        <Group gap="xs" grow align="flex-end">
          <TextField
            label={say('Series')}
            value={draft.series}
            onChange={(series) => set({ series })}
            placeholder="DE-VPI"
            required
          />
          <CountField
            label={say('Value of so many months before')}
            value={draft.lagMonths}
            onChange={(lagMonths) => set({ lagMonths })}
            max={24}
          />
          <CountField
            label={say('Compared with so many months earlier')}
            value={draft.overMonths}
            onChange={(overMonths) => set({ overMonths })}
            min={1}
            max={120}
          />
        </Group>
      )}
    </>
  );
}

function ReachFields({ draft, set }: DraftFieldsProps) {
  const say = useSay();
  const name = useName();
  const families = useCall(listProductFamiliesEndpoint, {});
  const products = useCall(listProductsEndpoint, {});
  const everything = draft.families.length === 0 && draft.products.length === 0;
  return (
    <Group gap="xs" grow>
      <MultiSelect
        label={say('Families')}
        placeholder={everything ? say('all products') : ''}
        searchable
        data={(families.data?.families ?? []).map((one) => ({ value: one.code, label: name(one.name) }))}
        value={[...draft.families]}
        onChange={(chosen) => set({ families: chosen })}
      />
      <MultiSelect
        label={say('Products')}
        searchable
        data={(products.data?.products ?? []).map((one) => ({ value: one.code, label: name(one.name) }))}
        value={[...draft.products]}
        onChange={(chosen) => set({ products: chosen })}
      />
    </Group>
  );
}

/** Values of an index, pasted: month and value, one a row. */
export function IndexValuesDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const act = useAct(putIndexValuesEndpoint);
  const known = useCall(listIndexValuesEndpoint, {});
  const [series, setSeries] = useState('');
  const [typed, setTyped] = useState('');
  const values = valuesOf(series, typed);
  const last = known.data?.values.findLast((value) => value.series === series);
  return (
    <FormDialog
      title={say('Index values')}
      verb={say('Save')}
      onClose={onClose}
      onSubmit={() => values !== null && act.mutate({ body: { values } }, { onSuccess: onClose })}
      blocked={values === null}
      busy={act.isPending}
      error={act.error}
    >
      <TextField
        label={say('Series')}
        value={series}
        onChange={setSeries}
        placeholder="DE-VPI"
        {...(last === undefined ? {} : { description: say('Known up to {month}: {value}', last) })}
        required
        autoFocus
      />
      <Textarea
        label={say('Month and value, one a row')}
        placeholder={'2026-10 124.1\n2026-11 124.4'}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autosize
        minRows={4}
        styles={{ input: { fontFamily: 'monospace' } }}
        error={typed !== '' && values === null ? say('Write it like this: 2026-11 124.4') : undefined}
      />
    </FormDialog>
  );
}

function valuesOf(series: string, typed: string) {
  const rows = typed
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');
  const values = rows.map((row) => {
    const [month, value] = row.split(/[\s;]+/);
    return newIndexValue.safeParse({ series, month, value: value?.replace(',', '.') });
  });
  if (values.length === 0) return null;
  return values.every((value) => value.success) ? values.map((value) => value.data) : null;
}
