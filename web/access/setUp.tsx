import { Button, Checkbox, Paper, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useEffect } from 'react';
import { setUpEndpoint } from '#access';
import { useAct, useLanguage, useSay } from '#app';
import { text } from '#base';
import { Trouble } from '#kit';

interface Field {
  readonly name: string;
  /** English source text. */
  readonly label: string;
  readonly required?: boolean;
  readonly type?: 'email' | 'password';
  readonly start?: string;
}

/** The legal entity that issues the invoices. */
const COMPANY: readonly Field[] = [
  { name: 'legalName', label: text('Company name'), required: true },
  { name: 'code', label: text('Short name (lower case)'), required: true },
  { name: 'street', label: text('Street'), required: true },
  { name: 'postcode', label: text('Postcode'), required: true },
  { name: 'city', label: text('City'), required: true },
  { name: 'country', label: text('Country (two letters)'), required: true, start: 'DE' },
  { name: 'vatId', label: text('VAT id') },
  { name: 'taxNumber', label: text('Tax number') },
  { name: 'registerEntry', label: text('Register entry') },
  { name: 'contactName', label: text('Contact for invoices'), required: true },
  { name: 'phone', label: text('Telephone'), required: true },
  { name: 'email', label: text('E-mail for invoices'), type: 'email', required: true },
  { name: 'iban', label: text('IBAN') },
  { name: 'bic', label: text('BIC') },
  { name: 'zone', label: text('Time zone'), required: true, start: 'Europe/Berlin' },
  { name: 'currency', label: text('Currency'), required: true, start: 'EUR' },
];

/** The first person, who may do everything. */
const ADMIN: readonly Field[] = [
  { name: 'adminName', label: text('Your name'), required: true },
  { name: 'adminEmail', label: text('Your e-mail address'), type: 'email', required: true },
  { name: 'adminPassword', label: text('Password (at least 10 characters)'), type: 'password', required: true },
];

/** First start: the company and its first user, with the one-time link the program printed. */
export function SetUp() {
  const say = useSay();
  const { language } = useLanguage();
  const setUp = useAct(setUpEndpoint);
  useEffect(() => {
    document.title = `${say('Set up')} · Tarifwerk`;
  }, [say]);
  const submit = (form: FormData) => {
    const entry = (name: string) => String(form.get(name) ?? '').trim();
    const orNull = (name: string) => entry(name) || null;
    setUp.mutate(
      {
        body: {
          token: new URLSearchParams(globalThis.location.search).get('token') ?? '',
          tenant: {
            legalName: entry('legalName'),
            code: entry('code'),
            street: entry('street'),
            postcode: entry('postcode'),
            city: entry('city'),
            country: entry('country').toUpperCase(),
            vatId: orNull('vatId'),
            taxNumber: orNull('taxNumber'),
            registerEntry: orNull('registerEntry'),
            contactName: entry('contactName'),
            phone: entry('phone'),
            email: entry('email'),
            iban: orNull('iban'),
            bic: orNull('bic'),
            zone: entry('zone'),
            currency: entry('currency').toUpperCase(),
            language,
            twoPersonApproval: form.get('twoPersonApproval') !== null,
          },
          admin: { name: entry('adminName'), email: entry('adminEmail'), password: entry('adminPassword'), language },
        },
      },
      { onSuccess: () => globalThis.location.assign('/') },
    );
  };
  return (
    <main style={{ display: 'grid', placeItems: 'center', padding: 24 }}>
      <Paper p="xl" w={680}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit(new FormData(event.currentTarget));
          }}
        >
          <Stack gap="md">
            <Title order={1} fz={20}>
              {say('Set up Tarifwerk')}
            </Title>
            <Fields title={say('Your company, as it stands on invoices')} fields={COMPANY} />
            <Checkbox
              name="twoPersonApproval"
              defaultChecked
              label={say('A second person must approve each billing run')}
            />
            <Fields title={say('The first user')} fields={ADMIN} />
            {setUp.error && <Trouble error={setUp.error} />}
            <Button type="submit" size="sm" loading={setUp.isPending}>
              {say('Set up')}
            </Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly Field[] }) {
  const say = useSay();
  return (
    <div>
      <Title order={2} fz={15} mb={6}>
        {title}
      </Title>
      <SimpleGrid cols={2} spacing="sm" verticalSpacing={6}>
        {fields.map((field) => (
          <TextInput
            key={field.name}
            name={field.name}
            label={say(field.label)}
            type={field.type ?? 'text'}
            required={field.required ?? false}
            defaultValue={field.start ?? ''}
            {...(field.type === 'password' ? { minLength: 10, autoComplete: 'new-password' } : {})}
          />
        ))}
      </SimpleGrid>
    </div>
  );
}
