import { Group, Select, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay, useWord } from '#app';
import { Amount, StatusTag, type Tone } from '#kit';
import { DATE_ORDERS, DURATION_FORMS, ROLES, type Role } from '#mediation';
import { DATE_ORDER_NAMES, DURATION_FORM_NAMES, ROLE_NAMES } from './names.ts';
import type { Look, Told } from './wizardPage.tsx';

type Proposal = NonNullable<Look['proposal']>;

interface MappingProps {
  readonly found: Look;
  readonly proposal: Proposal;
  readonly told: Told;
  readonly onTold: (told: Told) => void;
  readonly onPlace: (place: { readonly zone?: string; readonly country?: string }) => void;
}

/** Which column is what: as found, and to be corrected; every change is read again at once. */
export function WizardMapping({ found, proposal, told, onTold, onPlace }: MappingProps) {
  const say = useSay();
  const shown = ROLES.filter((role) => role !== 'zone');
  return (
    <>
      <Written found={found} told={told} onTold={onTold} onPlace={onPlace} />
      <Table.ScrollContainer minWidth={760}>
        <Table verticalSpacing={3} aria-label={say('What stands where')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Field')}</Table.Th>
              <Table.Th>{say('Column')}</Table.Th>
              <Table.Th>{say('Examples')}</Table.Th>
              <Table.Th>{say('How sure')}</Table.Th>
              <Table.Th>{say('Why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((role) => (
              <RoleRow key={role} role={role} proposal={proposal} told={told} onTold={onTold} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function tone(confidence: number): Tone {
  if (confidence >= 0.8) return 'good';
  return confidence >= 0.5 ? 'info' : 'warn';
}

interface RowProps extends Pick<MappingProps, 'proposal' | 'told' | 'onTold'> {
  readonly role: Role;
}

function RoleRow({ role, proposal, told, onTold }: RowProps) {
  const say = useSay();
  const word = useWord();
  const field = proposal.fields.find((each) => each.role === role);
  const [first, second] = field?.columns ?? [];
  const choose = (columns: readonly (number | undefined)[]) =>
    onTold({ ...told, roles: { ...told.roles, [role]: columns.filter((column) => column !== undefined) } });
  const examples = (field?.columns ?? []).flatMap(
    (number) => proposal.columns.find((column) => column.number === number)?.examples.slice(0, 3) ?? [],
  );
  const name = say(ROLE_NAMES[role] ?? role);
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          <ColumnSelect
            label={name}
            proposal={proposal}
            value={first}
            onChange={(column) => choose([column, second])}
          />
          {role === 'start' && first !== undefined && (
            <ColumnSelect
              label={say('Time of day, where it stands apart')}
              proposal={proposal}
              value={second}
              onChange={(column) => choose([first, column])}
            />
          )}
        </Group>
      </Table.Td>
      <Table.Td className="mono">{examples.join(' · ')}</Table.Td>
      <Table.Td>
        {field && (
          <StatusTag tone={tone(field.confidence)}>
            <Amount value={String(Math.round(field.confidence * 100))} decimals={0} /> %
          </StatusTag>
        )}
      </Table.Td>
      <Table.Td className="muted">{field?.reasons.map(({ code, params }) => word(code, params)).join('; ')}</Table.Td>
    </Table.Tr>
  );
}

interface ColumnSelectProps {
  readonly label: string;
  readonly proposal: Proposal;
  readonly value: number | undefined;
  readonly onChange: (column: number | undefined) => void;
}

function ColumnSelect({ label, proposal, value, onChange }: ColumnSelectProps) {
  const say = useSay();
  return (
    <Select
      aria-label={label}
      size="xs"
      w={190}
      searchable
      value={value === undefined ? '' : String(value)}
      onChange={(chosen) => onChange(chosen ? Number(chosen) : undefined)}
      data={[
        { value: '', label: '–' },
        ...proposal.columns.map(({ number, name }) => ({
          value: String(number),
          label: name ?? say('Column {number}', { number }),
        })),
      ]}
    />
  );
}

/** Units, signs and places that hold for all records. */
function Written({ found, told, onTold, onPlace }: Omit<MappingProps, 'proposal'>) {
  const say = useSay();
  const [zone, setZone] = useState(found.zone);
  const [country, setCountry] = useState(found.country);
  const place = () => {
    if (/^[A-Z]{2}$/.test(country) && zone !== '') onPlace({ zone, country });
  };
  const asFound = { value: '', label: say('As found') };
  return (
    <Group gap="sm" mb="sm" align="flex-end">
      <Select
        label={say('Durations')}
        size="xs"
        w={150}
        value={told.durationForm ?? ''}
        onChange={(value) => onTold({ ...told, durationForm: DURATION_FORMS.find((form) => form === value) })}
        data={[
          asFound,
          ...DURATION_FORMS.map((form) => ({ value: form, label: say(DURATION_FORM_NAMES[form] ?? form) })),
        ]}
      />
      <Select
        label={say('Dates')}
        size="xs"
        w={170}
        value={told.dateOrder ?? ''}
        onChange={(value) => onTold({ ...told, dateOrder: DATE_ORDERS.find((order) => order === value) })}
        data={[
          asFound,
          ...DATE_ORDERS.map((order) => ({ value: order, label: say(DATE_ORDER_NAMES[order] ?? order) })),
        ]}
      />
      <Select
        label={say('Decimal sign')}
        size="xs"
        w={120}
        value={told.decimal ?? ''}
        onChange={(value) => onTold({ ...told, decimal: value === '.' || value === ',' ? value : undefined })}
        data={[asFound, { value: ',', label: ',' }, { value: '.', label: '.' }]}
      />
      <TextInput
        label={say('Time zone')}
        size="xs"
        w={170}
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value)}
        onBlur={place}
      />
      <TextInput
        label={say('Country of the numbers')}
        size="xs"
        w={150}
        maxLength={2}
        value={country}
        onChange={(event) => setCountry(event.currentTarget.value.toUpperCase())}
        onBlur={place}
      />
    </Group>
  );
}
