import { Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { isTyping, useSay } from '#app';

/** How long typing rests before the list is asked again. */
const REST_MS = 250;

interface FilterBarProps {
  /** The search text in force, from the URL. */
  readonly q: string;
  readonly onSearch: (q: string) => void;
  readonly placeholder: string;
  /** Further filters, beside the search box. */
  readonly children?: ReactNode;
  readonly aside?: ReactNode;
}

/** Search and filters above a list. What is filtered stands in the URL; `/` goes to the search box. */
export function FilterBar({ q, onSearch, placeholder, children, aside }: FilterBarProps) {
  const say = useSay();
  const [typed, setTyped] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed === q) return undefined;
    const timer = setTimeout(() => onSearch(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, q, onSearch]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Group gap="xs" justify="space-between">
      <Group gap="xs">
        <TextInput
          ref={input}
          type="search"
          w={300}
          value={typed}
          placeholder={placeholder}
          aria-label={say('Search')}
          leftSection={<IconSearch size={14} aria-hidden />}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
        />
        {children}
      </Group>
      {aside}
    </Group>
  );
}
