import { ActionIcon, Button, Group, NumberInput, Paper, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useSay } from '#app';
import { text } from '#base';
import type { BundleQuestion } from '#catalog';
import { type QuestionDraft, questionOf } from './bundleDraft.ts';
import { LocalNameFields } from './localNameFields.tsx';
import { NO_NAME } from './localNames.ts';

const KINDS = ['number', 'yesNo', 'choice'] as const;
const QUESTION_KIND_NAMES: Readonly<Record<BundleQuestion['kind'], string>> = {
  number: text('a number'),
  yesNo: text('yes or no'),
  choice: text('one of several'),
};

interface BundleQuestionsProps {
  readonly questions: readonly QuestionDraft[];
  /** Number of a new row. */
  readonly nextRow: number;
  readonly onChange: (questions: readonly QuestionDraft[]) => void;
}

/** What is asked before quantities are known. */
export function BundleQuestions({ questions, nextRow, onChange }: BundleQuestionsProps) {
  const say = useSay();
  const change = (row: number, question: BundleQuestion) =>
    onChange(questions.map((each) => (each.row === row ? { row, question } : each)));
  return (
    <Stack gap="xs">
      {questions.map(({ row, question }, index) => (
        <Paper key={row} p="xs">
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              label={say('Short name')}
              w={110}
              value={question.key}
              onChange={(event) => change(row, { ...question, key: event.currentTarget.value })}
            />
            <Select
              label={say('Answered with')}
              w={140}
              value={question.kind}
              data={KINDS.map((value) => ({ value, label: say(QUESTION_KIND_NAMES[value]) }))}
              onChange={(value) => {
                const kind = KINDS.find((each) => each === value) ?? 'number';
                if (kind !== question.kind) change(row, questionOf(kind, question.key, question.label));
              }}
            />
            <div style={{ flex: 1 }}>
              <LocalNameFields
                label={say('Question')}
                value={question.label}
                onChange={(label) => change(row, { ...question, label })}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="dark"
              aria-label={say('Remove question {row}', { row: index + 1 })}
              onClick={() => onChange(questions.filter((each) => each.row !== row))}
            >
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </Group>
          <Bounds question={question} onChange={(changed) => change(row, changed)} />
        </Paper>
      ))}
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() =>
            onChange([...questions, { row: nextRow, question: questionOf('number', `q${nextRow + 1}`, NO_NAME) }])
          }
        >
          {say('Add question')}
        </Button>
      </Group>
    </Stack>
  );
}

interface BoundsProps {
  readonly question: BundleQuestion;
  readonly onChange: (question: BundleQuestion) => void;
}

/** What can be answered, and what is taken where nothing is. */
function Bounds({ question, onChange }: BoundsProps) {
  const say = useSay();
  if (question.kind === 'number') {
    const field = (key: 'min' | 'max' | 'standard', label: string) => (
      <NumberInput
        size="xs"
        w={110}
        label={label}
        min={0}
        value={question[key]}
        onChange={(value) => onChange({ ...question, [key]: Number(value) || 0 })}
      />
    );
    return (
      <Group gap="xs" mt={6}>
        {field('min', say('At least'))}
        {field('max', say('At most'))}
        {field('standard', say('Standard'))}
      </Group>
    );
  }
  if (question.kind === 'yesNo')
    return (
      <Select
        mt={6}
        w={110}
        label={say('Standard')}
        value={question.standard ? 'yes' : 'no'}
        data={[
          { value: 'yes', label: say('yes') },
          { value: 'no', label: say('no') },
        ]}
        onChange={(value) => onChange({ ...question, standard: value === 'yes' })}
      />
    );
  return (
    <Group gap="xs" mt={6} align="flex-start">
      <Textarea
        label={say('Choices, one a line: short name = German | French | English')}
        w={440}
        autosize
        minRows={2}
        defaultValue={question.choices
          .map(({ value, label }) => `${value} = ${label.de} | ${label.fr} | ${label.en}`)
          .join('\n')}
        onChange={(event) => onChange({ ...question, choices: readChoices(event.currentTarget.value) })}
      />
      <Select
        label={say('Standard')}
        w={140}
        value={question.standard}
        data={[...new Set(question.choices.map(({ value }) => value))]}
        onChange={(value) => onChange({ ...question, standard: value ?? question.standard })}
      />
    </Group>
  );
}

function readChoices(typed: string) {
  return typed
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [value = '', words = value] = line.split('=').map((part) => part.trim());
      const [de = '', fr = de, en = de] = words.split('|').map((part) => part.trim());
      return { value, label: { de, fr, en } };
    });
}
