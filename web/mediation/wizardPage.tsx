import { Button, FileInput, Group } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type InputOf, type ReplyOf, upload, useCall, useSay } from '#app';
import { EmptyState, Loaded, Page, Step, Trouble } from '#kit';
import { lookEndpoint, uploadSampleEndpoint } from '#mediation';
import { type GivenSettings, SourceSettings } from './sourceSettings.tsx';
import { WizardKeep } from './wizardKeep.tsx';
import { WizardMapping } from './wizardMapping.tsx';
import { WizardPreview } from './wizardPreview.tsx';

/** What the server sees in the file. */
export type Look = ReplyOf<typeof lookEndpoint>;
/** What was corrected of the proposal. */
export type Told = NonNullable<InputOf<typeof lookEndpoint>['body']['told']>;

const route = getRouteApi('/formats/new');

/** An unknown file becomes a format: send it, correct what was found, see how it reads, keep it. */
export function WizardPage() {
  const say = useSay();
  const { file, name, use } = route.useSearch();
  return (
    <Page title={say('Set up an unknown file')} subtitle={say('Nothing is taken in before you say so.')}>
      <FileStep />
      {file === undefined ? (
        <EmptyState title={say('Choose a file of records')}>
          {say('Text with delimiters or columns by place, JSON or XML; packed files too.')}
        </EmptyState>
      ) : (
        <Setup key={`${file} ${use}`} file={file} name={name} />
      )}
    </Page>
  );
}

/** The file; it stands in the address by its content. */
function FileStep() {
  const say = useSay();
  const { file, name } = route.useSearch();
  const navigate = route.useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const choose = async (picked: File | null) => {
    setError(null);
    if (picked === null) return;
    setBusy(true);
    try {
      const sent = await upload(uploadSampleEndpoint, [picked], {});
      await navigate({ search: { file: sent.file, name: sent.name, use: 'best' } });
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Step
      number={1}
      title={say('The file')}
      state={file === undefined ? 'now' : 'done'}
      line={name === '' ? say('Choose a file') : name}
    >
      <FileInput
        label={say('File')}
        placeholder={say('Choose a file')}
        w={320}
        disabled={busy}
        onChange={(picked) => void choose(picked)}
      />
      {error && <Trouble error={error} />}
    </Step>
  );
}

function Setup({ file, name }: { readonly file: string; readonly name: string }) {
  const say = useSay();
  const { use } = route.useSearch();
  const [told, setTold] = useState<Told | undefined>(use === 'proposal' ? {} : undefined);
  const [place, setPlace] = useState<{ readonly zone?: string; readonly country?: string }>({});
  const [settings, setSettings] = useState<GivenSettings>({});
  const look = useCall(lookEndpoint, { body: { file, name, told, settings, ...place } });
  return (
    <Loaded of={look}>
      {(found) => (
        <>
          <Step
            number={2}
            title={say('What stands where')}
            state={found.formatId === null ? 'trouble' : 'done'}
            line={<Found found={found} />}
          >
            {found.proposed && found.proposal !== null && (
              <WizardMapping
                found={found}
                proposal={found.proposal}
                told={told ?? {}}
                onTold={setTold}
                onPlace={setPlace}
              />
            )}
            <SourceSettings names={found.neededSettings} onGiven={setSettings} />
          </Step>
          <Step
            number={3}
            title={say('How it reads')}
            state={readState(found, missing(found, settings))}
            line={missing(found, settings) ? null : <Counted found={found} />}
          >
            <WizardPreview found={found} missing={missing(found, settings)} />
          </Step>
          {found.formatId !== null && (
            <WizardKeep file={file} name={name} found={found} settings={settings} ready={!missing(found, settings)} />
          )}
        </>
      )}
    </Loaded>
  );
}

/** Whether it is still to be told what the format cannot be read without. */
function missing({ neededSettings }: Look, settings: GivenSettings): boolean {
  return neededSettings.some((name) => (settings[name] ?? []).length === 0);
}

function readState({ preview }: Look, isMissing: boolean): 'done' | 'trouble' | 'later' {
  if (preview.counts.records === 0 || isMissing) return 'later';
  return preview.counts.rejected > 0 || preview.counts.passed === 0 || preview.findings.length > 0 ? 'trouble' : 'done';
}

/** The known format it is in, or that there is a proposal; and the way to the other one. */
function Found({ found }: { readonly found: Look }) {
  const say = useSay();
  const navigate = route.useNavigate();
  const { file, name } = route.useSearch();
  if (found.formatId === null) return say('Nothing in this file looks like records with a time.');
  if (found.proposed)
    return found.namedSource === null
      ? say(
          'The format is not known: this was found by the words of the header and by the values. Correct what is wrong.',
        )
      : say('{source} publishes no format: this was found in the file. What you confirm is kept.', {
          source: found.namedSource.name,
        });
  return (
    <Group gap={8}>
      {say('The file is in the known format {format}.', { format: found.formatName ?? '' })}
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => void navigate({ search: { file, name, use: 'proposal' } })}
      >
        {say('Map the columns by hand instead')}
      </Button>
    </Group>
  );
}

function Counted({ found }: { readonly found: Look }) {
  const say = useSay();
  const { records, passed, rejected, filtered } = found.preview.counts;
  return say(
    '{records, plural, one {One record looked at} other {# records looked at}}: {passed, number} read, {rejected, number} rejected, {filtered, number} left out',
    { records, passed, rejected, filtered },
  );
}
