import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall, useName, useSay, useSession } from '#app';
import { localDateOf, monthOf, monthStart, zoneOffsets } from '#base';
import { customerContractsEndpoint } from '#contracts';
import { ConfirmWithNumbers, Count, CustomerSelect, Money } from '#kit';
import { assignUnmatchedEndpoint } from '#rating';
import { shownIdentifier, type UnmatchedLine } from './unmatchedPage.tsx';

/** Gives a line to a contract, back to the month of its first call; the suggested owner is chosen already. */
export function AssignDialog({ line, onClose }: { readonly line: UnmatchedLine; readonly onClose: () => void }) {
  const say = useSay();
  const { tenant } = useSession();
  const assign = useAct(assignUnmatchedEndpoint);
  const firstDay = monthStart(monthOf(localDateOf(zoneOffsets(tenant.zone), Date.parse(line.firstAt))));
  const [contractId, setContractId] = useState<number | null>(line.suggestion?.contractId ?? null);
  const [label, setLabel] = useState(shownIdentifier(line));
  const [validFrom, setValidFrom] = useState(firstDay);
  return (
    <ConfirmWithNumbers
      opened
      onClose={onClose}
      title={say('Assign {line}', { line: shownIdentifier(line) })}
      verb={say('Assign')}
      blocked={contractId === null}
      numbers={[
        [say('Calls'), <Count key="n" value={line.records} />],
        [say('Money at stake'), <Money key="m" value={line.charge} currency={tenant.currency} />],
      ]}
      onConfirm={() =>
        assign.mutateAsync({
          body: {
            contractId: contractId ?? 0,
            kind: line.kind,
            identifier: line.identifier,
            label,
            sourceId: line.kind === 'account' ? line.sourceId : 0,
            validFrom,
          },
        })
      }
    >
      <ContractChoice line={line} contractId={contractId} onChoose={setContractId} />
      <TextInput
        label={say('As printed on bills')}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      <TextInput
        type="date"
        label={say('Belongs to the customer from')}
        value={validFrom}
        onChange={(event) => setValidFrom(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
    </ConfirmWithNumbers>
  );
}

interface ContractChoiceProps {
  readonly line: UnmatchedLine;
  readonly contractId: number | null;
  readonly onChoose: (contractId: number | null) => void;
}

/** First the customer, found by typing, then one of his contracts. */
function ContractChoice({ line, contractId, onChoose }: ContractChoiceProps) {
  const say = useSay();
  const name = useName();
  const { suggestion } = line;
  const [customerId, setCustomerId] = useState<number | null>(suggestion?.customerId ?? null);
  const contracts = useCall(
    customerContractsEndpoint,
    { params: { customerId: customerId ?? 0 } },
    { enabled: customerId !== null },
  );
  const offered = customerId === null ? [] : (contracts.data?.contracts ?? []);
  return (
    <>
      <CustomerSelect
        customerId={customerId}
        known={
          suggestion && { id: suggestion.customerId, number: suggestion.customerNumber, name: suggestion.customerName }
        }
        onChoose={(chosen) => {
          setCustomerId(chosen);
          onChoose(null);
        }}
        autoFocus={suggestion === null}
      />
      <Select
        label={say('Contract')}
        data={offered.map((each) => ({ value: String(each.id), label: `${each.number} · ${name(each.planName)}` }))}
        value={contractId === null ? null : String(contractId)}
        onChange={(value) => onChoose(value === null ? null : Number(value))}
        disabled={customerId === null}
      />
    </>
  );
}
