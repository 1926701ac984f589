import { Button, Group, Select, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct, useCall, useSay, useWord } from '#app';
import { Count, Step, Trouble } from '#kit';
import {
  addSourceEndpoint,
  changeSourceEndpoint,
  type ImportReportReply,
  importSampleEndpoint,
  listSourcesEndpoint,
  SOURCE_ROLES,
  type SourceRole,
  saveFormatEndpoint,
} from '#mediation';
import { FileState } from './filesPage.tsx';
import { SOURCE_ROLE_NAMES } from './sourceNames.ts';
import type { GivenSettings } from './sourceSettings.tsx';
import { SupplierListSelect } from './supplierListSelect.tsx';
import type { Look } from './wizardPage.tsx';

interface KeepProps {
  readonly file: string;
  readonly name: string;
  readonly found: Look;
  /** What its source tells. */
  readonly settings: GivenSettings;
}

/** A name as it may stand in an id: small letters, digits, hyphens. */
function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}

/** Keeps the format, gives it to a source, takes the file in. */
export function WizardKeep({ file, name, found, settings, ready }: KeepProps & { readonly ready: boolean }) {
  const say = useSay();
  const sources = useCall(listSourcesEndpoint, {});
  const [title, setTitle] = useState(found.namedSource?.name ?? name.replace(/\.[a-z0-9]+$/i, ''));
  const [source, setSource] = useState('');
  const [role, setRole] = useState<SourceRole>('billing');
  const [supplierPriceList, setSupplierPriceList] = useState<string | null>(null);
  const keeping = useKeeping();
  const keep = () => keeping.run({ file, name, found, settings, title, source, role, supplierPriceList });
  return (
    <Step
      number={4}
      title={say('Keep and take in')}
      state={keeping.report === null ? 'now' : 'done'}
      line={say('The next file like this is recognised and read by itself.')}
    >
      <Group gap="sm" align="flex-end">
        {(found.proposed || source === '') && (
          <TextInput
            label={source === '' ? say('Name of format and source') : say('Name of the format')}
            size="xs"
            w={240}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        )}
        <Select
          label={say('Source')}
          size="xs"
          w={240}
          value={source}
          onChange={(value) => setSource(value ?? '')}
          data={[
            { value: '', label: say('A new source') },
            ...(sources.data?.sources.map((each) => ({ value: each.code, label: each.name })) ?? []),
          ]}
        />
        {source === '' && (
          <>
            <Select
              label={say('Its calls are')}
              size="xs"
              w={240}
              value={role}
              onChange={(value) => setRole(SOURCE_ROLES.find((one) => one === value) ?? 'billing')}
              data={SOURCE_ROLES.map((value) => ({ value, label: say(SOURCE_ROLE_NAMES[value]) }))}
            />
            <SupplierListSelect value={supplierPriceList} onChange={setSupplierPriceList} width={240} />
          </>
        )}
        <Button
          size="xs"
          onClick={() => void keep()}
          loading={keeping.busy}
          disabled={slug(title) === '' || keeping.report !== null || !ready}
        >
          {say('Keep and take in')}
        </Button>
      </Group>
      {keeping.error && <Trouble error={keeping.error} />}
      {keeping.report && <Taken report={keeping.report} />}
    </Step>
  );
}

interface KeepInput extends KeepProps {
  readonly title: string;
  /** Code of a source, or nothing for a new one. */
  readonly source: string;
  /** Of a new source. */
  readonly role: SourceRole;
  /** Of a new source: by which we pay for its calls; null: what the records say. */
  readonly supplierPriceList: string | null;
}

function useKeeping() {
  const save = useAct(saveFormatEndpoint);
  const add = useAct(addSourceEndpoint);
  const change = useAct(changeSourceEndpoint);
  const take = useAct(importSampleEndpoint);
  const [report, setReport] = useState<ImportReportReply | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (input: KeepInput) => {
    const { file, name, found, title, source, role, supplierPriceList, settings } = input;
    setBusy(true);
    setError(null);
    try {
      const format = found.proposed
        ? (await save.mutateAsync({ body: { format: found.format, id: `own-${slug(title)}`, name: title } })).id
        : (found.formatId ?? '');
      const { zone, country } = found;
      const place = { format, zone, country, ...(found.neededSettings.length === 0 ? {} : { settings }) };
      const code =
        source === ''
          ? (
              await add.mutateAsync({
                body: { code: slug(title), name: title, kind: 'carrier', role, supplierPriceList, ...place },
              })
            ).code
          : (await change.mutateAsync({ params: { code: source }, body: place })).code;
      setReport(await take.mutateAsync({ body: { file, name: name === '' ? code : name, source: code } }));
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };
  return { run, report, error, busy };
}

function Taken({ report }: { readonly report: ImportReportReply }) {
  const say = useSay();
  const word = useWord();
  return (
    <div role="status">
      <Group gap={8}>
        <Link
          to="/files/$fileId"
          params={{ fileId: String(report.fileId) }}
          style={{ display: 'inline-block', lineHeight: '26px' }}
        >
          {report.name}
        </Link>
        {report.state !== 'again' && <FileState file={{ state: report.state, rejected: report.rejected }} />}
        <span className="muted">
          <Count value={report.stored} /> {say('of')} <Count value={report.records} />
        </span>
      </Group>
      {report.findings.map((finding) => (
        <div key={finding.code} className="muted">
          {word(finding.code, finding.params)}
        </div>
      ))}
    </div>
  );
}
