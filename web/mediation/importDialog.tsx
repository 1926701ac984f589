import { Button, FileInput, Group, Modal, Select, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type ReplyOf, upload, useSay, useWord } from '#app';
import { Count, Trouble } from '#kit';
import { type ImportReportReply, type listSourcesEndpoint, uploadFilesEndpoint } from '#mediation';
import { FileState } from './filesPage.tsx';

interface ImportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly sources: ReplyOf<typeof listSourcesEndpoint>['sources'];
}

/** Hands in files; the source is found by their format unless one is named. Shows what became of each. */
export function ImportDialog({ opened, onClose, sources }: ImportDialogProps) {
  const say = useSay();
  const [files, setFiles] = useState<File[]>([]);
  const [source, setSource] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [reports, setReports] = useState<readonly ImportReportReply[]>([]);
  const close = () => {
    setFiles([]);
    setReports([]);
    setError(null);
    onClose();
  };
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      setReports((await upload(uploadFilesEndpoint, files, source ? { source } : {})).files);
      setFiles([]);
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={say('Import files')}
      size={640}
      closeButtonProps={{ 'aria-label': say('Close') }}
    >
      <Stack gap="sm">
        <FileInput
          multiple
          label={say('Files')}
          placeholder={say('Choose files')}
          value={files}
          onChange={setFiles}
          data-autofocus
        />
        <Select
          label={say('Source')}
          value={source}
          onChange={(value) => setSource(value ?? '')}
          data={[
            { value: '', label: say('Find it by the format') },
            ...sources.map((each) => ({ value: each.code, label: each.name })),
          ]}
        />
        {error && <Trouble error={error} />}
        {reports.map((report) => (
          <Report key={report.fileId} report={report} />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {say('Close')}
          </Button>
          <Button onClick={() => void send()} loading={busy} disabled={files.length === 0}>
            {say('Import')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Report({ report }: { readonly report: ImportReportReply }) {
  const say = useSay();
  const word = useWord();
  return (
    <div>
      <Group gap={8}>
        <Link to="/files/$fileId" params={{ fileId: String(report.fileId) }}>
          {report.name}
        </Link>
        {report.state !== 'again' && <FileState file={{ state: report.state, rejected: report.rejected }} />}
        {report.state === 'imported' && (
          <span className="muted">
            <Count value={report.stored} /> {say('of')} <Count value={report.records} />
          </span>
        )}
      </Group>
      {report.findings.map((finding) => (
        <div key={finding.code} className="muted">
          {word(finding.code, finding.params)}
        </div>
      ))}
    </div>
  );
}
