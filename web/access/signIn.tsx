import { Button, Paper, PasswordInput, SegmentedControl, Stack, TextInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { signInEndpoint } from '#access';
import { useAct, useLanguage, useSay } from '#app';
import { LANGUAGES } from '#base';
import { Trouble } from '#kit';

/** Sign-in: the only screen without a session. */
export function SignIn() {
  const say = useSay();
  const { language, setLanguage } = useLanguage();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useAct(signInEndpoint);
  useEffect(() => {
    document.title = `${say('Sign in')} · Tarifwerk`;
  }, [say]);
  return (
    <main style={{ minHeight: '100%', display: 'grid', placeItems: 'center', padding: 16 }}>
      <Paper p="xl" w={360}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate({ body: { email, password } });
          }}
        >
          <Stack gap="sm">
            <div className="brand">
              <img src="/mark.svg" width={28} height={28} alt="" />
              <Title order={1} fz={18}>
                Tarifwerk
              </Title>
            </div>
            <TextInput
              size="sm"
              type="email"
              label={say('E-mail address')}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              autoComplete="username"
              required
              withAsterisk={false}
              data-autofocus
            />
            <PasswordInput
              label={say('Password')}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="current-password"
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{ 'aria-label': say('Show the password') }}
            />
            {signIn.error && <Trouble error={signIn.error} />}
            <Button type="submit" size="sm" loading={signIn.isPending}>
              {say('Sign in')}
            </Button>
            <SegmentedControl
              aria-label={say('Language')}
              value={language}
              onChange={(value) => setLanguage(LANGUAGES.find((each) => each === value) ?? 'en')}
              data={[
                { value: 'de', label: 'Deutsch' },
                { value: 'fr', label: 'Français' },
                { value: 'en', label: 'English' },
              ]}
            />
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
