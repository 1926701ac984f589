import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import './app/style.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SetUp } from './access/setUp.tsx';
import { SignIn } from './access/signIn.tsx';
import { queryClient } from './app/api.ts';
import { SessionProvider } from './app/session.tsx';
import { theme } from './app/theme.ts';
import { WordingProvider } from './app/wording.tsx';
import { router } from './router.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('assertion failed: index.html has no root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme}>
      <QueryClientProvider client={queryClient}>
        <WordingProvider>
          <SessionProvider signIn={globalThis.location.pathname === '/setup' ? <SetUp /> : <SignIn />}>
            <RouterProvider router={router} />
          </SessionProvider>
        </WordingProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
