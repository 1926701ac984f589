import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { addMonths, formatMonth, text } from '#base';
import { listMonthsEndpoint } from '#control';
import { useCall } from './api.ts';
import { useLanguage, useSay } from './wording.tsx';

/** The month everything is shown for: the one in the URL, else the newest one with usage. Null while that is unknown. */
export function useMonth(): string | null {
  const { month } = useSearch({ strict: false });
  const months = useCall(listMonthsEndpoint, {}, { enabled: month === undefined });
  return month ?? months.data?.months[0]?.month ?? null;
}

/** Switches the month: back, forth, or one of the months there are with how far each is. */
export function MonthSwitch() {
  const say = useSay();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const months = useCall(listMonthsEndpoint, {});
  const month = useMonth();
  const show = (to: string) => void navigate({ to: '.', search: (before) => ({ ...before, month: to }) });
  if (month === null) return null;
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="dark"
        aria-label={say('Month before')}
        onClick={() => show(addMonths(month, -1))}
      >
        <IconChevronLeft size={17} aria-hidden />
      </ActionIcon>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" miw={148} rightSection={<IconChevronDown size={14} aria-hidden />}>
            {formatMonth(language, month)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {months.data?.months.map((each) => (
            <Menu.Item
              key={each.month}
              onClick={() => show(each.month)}
              leftSection={<IconCheck size={14} aria-hidden style={{ opacity: each.month === month ? 1 : 0 }} />}
            >
              {formatMonth(language, each.month)}
              <span className="muted"> · {say(STATES[each.state ?? 'none'] ?? '')}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="subtle"
        color="dark"
        aria-label={say('Month after')}
        onClick={() => show(addMonths(month, 1))}
      >
        <IconChevronRight size={17} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

const STATES: Readonly<Record<string, string>> = {
  none: text('no draft yet'),
  draft: text('draft being made'),
  calculated: text('draft made'),
  inReview: text('in review'),
  approved: text('approved'),
  issuing: text('being issued'),
  issued: text('issued'),
};
