import { ActionIcon, Button, Group, NumberInput, Select, Stack } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useName, useSay } from '#app';
import type { BundleCondition, BundleQuestion } from '#catalog';

interface BundleConditionsProps {
  readonly conditions: readonly BundleCondition[];
  readonly questions: readonly BundleQuestion[];
  readonly onChange: (conditions: readonly BundleCondition[]) => void;
}

/** When an item is there at all: every one of these must hold. */
export function BundleConditions({ conditions, questions, onChange }: BundleConditionsProps) {
  const say = useSay();
  const name = useName();
  const change = (at: number, condition: BundleCondition) =>
    onChange(conditions.map((each, index) => (index === at ? condition : each)));
  const [first] = questions;
  return (
    <Stack gap={6} mt={6}>
      {conditions.map((condition, index) => {
        const asked = questions.find(({ key }) => key === condition.question);
        return (
          // A condition has no other identity than its place.
          <Group key={String(index)} gap="xs" align="flex-end">
            <Select
              label={say('Only where')}
              w={170}
              value={condition.question}
              data={questions.map(({ key, label }) => ({ value: key, label: name(label) || key }))}
              onChange={(value) => {
                const other = questions.find(({ key }) => key === value);
                if (other !== undefined) change(index, usualCondition(other));
              }}
            />
            {asked && <Answer condition={condition} asked={asked} onChange={(changed) => change(index, changed)} />}
            <ActionIcon
              variant="subtle"
              color="dark"
              aria-label={say('Remove condition {row}', { row: index + 1 })}
              onClick={() => onChange(conditions.filter((_, at) => at !== index))}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
      {first && (
        <Group>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={13} aria-hidden />}
            onClick={() => onChange([...conditions, usualCondition(first)])}
          >
            {say('Only in some cases')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function usualCondition(question: BundleQuestion): BundleCondition {
  const { key } = question;
  if (question.kind === 'number') return { question: key, atLeast: 1 };
  return { question: key, is: question.kind === 'yesNo' ? true : question.standard };
}

interface AnswerProps {
  readonly condition: BundleCondition;
  readonly asked: BundleQuestion;
  readonly onChange: (condition: BundleCondition) => void;
}

function Answer({ condition, asked, onChange }: AnswerProps) {
  const say = useSay();
  const name = useName();
  if (asked.kind === 'number') {
    const { question, atLeast, atMost } = condition;
    return (
      <>
        <NumberInput
          size="xs"
          w={100}
          label={say('At least')}
          min={0}
          value={atLeast ?? ''}
          onChange={(value) =>
            onChange({
              question,
              atLeast: Number(value) || 0,
              ...(atMost === undefined ? {} : { atMost }),
            })
          }
        />
        <NumberInput
          size="xs"
          w={100}
          label={say('At most')}
          min={0}
          value={atMost ?? ''}
          onChange={(value) =>
            onChange({ question, atLeast: atLeast ?? 0, ...(value === '' ? {} : { atMost: Number(value) }) })
          }
        />
      </>
    );
  }
  const choices =
    asked.kind === 'yesNo'
      ? [
          { value: 'yes', label: say('yes') },
          { value: 'no', label: say('no') },
        ]
      : asked.choices.map(({ value, label }) => ({ value, label: name(label) || value }));
  const { is } = condition;
  return (
    <Select
      label={say('is')}
      w={150}
      value={typeof is === 'boolean' ? (is ? 'yes' : 'no') : String(is ?? '')}
      data={choices}
      onChange={(value) =>
        onChange({ question: asked.key, is: asked.kind === 'yesNo' ? value === 'yes' : (value ?? '') })
      }
    />
  );
}
