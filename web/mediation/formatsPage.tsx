import { Button, Modal, Stack, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { call, type ReplyOf, useAct, useCall, useMay, usePageActions, useSay } from '#app';
import { text } from '#base';
import { type Column, DataGrid, DateTimeText, EmptyState, FilterBar, Loaded, Page, Trouble } from '#kit';
import { getFormatEndpoint, listFormatsEndpoint, saveFormatEndpoint } from '#mediation';
import { FormatEvidence } from './formatEvidence.tsx';
import { FORMAT_KIND_NAMES } from './names.ts';

type Listed = ReplyOf<typeof listFormatsEndpoint>['formats'][number];

const route = getRouteApi('/formats');

/** Formats of record files: one's own and those that come with the program, with what confirmed them. */
export function FormatsPage() {
  const say = useSay();
  const may = useMay();
  const navigate = useNavigate();
  const { q } = route.useSearch();
  const formats = useCall(listFormatsEndpoint, {});
  const columns = useColumns();
  const [importing, setImporting] = useState(false);
  const mayImport = may('usage.import');
  const begin = useCallback(() => void navigate({ to: '/formats/new', search: {} }), [navigate]);
  usePageActions(
    useMemo(
      () =>
        mayImport
          ? [{ id: 'newFormat', label: text('Set up an unknown file'), keys: 'n', group: 'page', run: begin } as const]
          : [],
      [mayImport, begin],
    ),
  );
  const search = useCallback(
    (typed: string) => void navigate({ to: '/formats', search: (before) => ({ ...before, q: typed }) }),
    [navigate],
  );
  const fits = (row: Listed) => `${row.id} ${row.name} ${row.kind}`.toLowerCase().includes(q.toLowerCase());
  return (
    <Page
      title={say('Formats')}
      subtitle={say('How files of records are read. An unknown file is set up in two minutes.')}
      actions={
        mayImport && (
          <>
            <Button variant="default" onClick={() => setImporting(true)}>
              {say('Import a format')}
            </Button>
            <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={begin}>
              {say('Set up an unknown file')}
            </Button>
          </>
        )
      }
    >
      <FilterBar q={q} onSearch={search} placeholder={say('Name or id')} />
      <Loaded of={formats}>
        {(list) => (
          <DataGrid
            label={say('Formats')}
            columns={columns}
            rows={list.formats.filter(fits)}
            rowKey={(row) => row.id}
            maxHeight="calc(100vh - 200px)"
            empty={<EmptyState title={say('No format here')} />}
          />
        )}
      </Loaded>
      <ImportFormat opened={importing} onClose={() => setImporting(false)} />
    </Page>
  );
}

function useColumns(): readonly Column<Listed>[] {
  const say = useSay();
  return useMemo(
    () => [
      { key: 'name', title: say('Format'), cell: (row) => row.name, sort: (row) => row.name.toLowerCase() },
      { key: 'id', title: say('Id'), cell: (row) => <span className="mono">{row.id}</span> },
      {
        key: 'kind',
        title: say('Written by'),
        cell: (row) => say(FORMAT_KIND_NAMES[row.kind] ?? row.kind),
        sort: (row) => row.kind,
      },
      {
        key: 'evidence',
        title: say('Confirmed by'),
        cell: (row) => <FormatEvidence format={row} />,
        sort: (row) => (row.own ? '' : row.verified),
      },
      {
        key: 'knowledge',
        title: say('Known from'),
        wrap: true,
        cell: (row) => {
          const [latest] = row.versions;
          return latest === undefined ? (
            row.knowledge.join('; ')
          ) : (
            <span className="muted">
              {latest.createdBy}, <DateTimeText at={latest.createdAt} />
            </span>
          );
        },
      },
      { key: 'version', title: say('Version'), align: 'right', cell: (row) => row.version },
      { key: 'export', title: say('Export'), cell: (row) => <Export id={row.id} /> },
    ],
    [say],
  );
}

/** The format as a JSON file. */
function Export({ id }: { readonly id: string }) {
  const say = useSay();
  const save = async () => {
    const { format } = await call(getFormatEndpoint, { params: { id }, query: {} });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(format, null, 2)], { type: 'application/json' }));
    link.download = `${id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      aria-label={say('Export {name} as JSON', { name: id })}
      onClick={() => void save()}
    >
      JSON
    </Button>
  );
}

/** Takes a format that was exported or written elsewhere. */
function ImportFormat({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const say = useSay();
  const act = useAct(saveFormatEndpoint);
  const [written, setWritten] = useState('');
  const parsed = parse(written);
  const save = async () => {
    await act.mutateAsync({ body: { format: parsed } });
    setWritten('');
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say('Import a format')}
      size={640}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Stack gap="sm">
        <Textarea
          label={say('Format as JSON')}
          autosize
          minRows={8}
          maxRows={20}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
          data-autofocus
        />
        {act.error && <Trouble error={act.error} />}
        <Button onClick={() => void save().catch(() => undefined)} disabled={parsed === null} loading={act.isPending}>
          {say('Keep as own format')}
        </Button>
      </Stack>
    </Modal>
  );
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
