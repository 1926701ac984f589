import { ActionIcon, AppShell, Button, Group, Kbd, Menu, SegmentedControl, UnstyledButton } from '@mantine/core';
import {
  IconArrowsDiff,
  IconBuildingBroadcastTower,
  IconCalculator,
  IconCalendarMonth,
  IconChecklist,
  IconCoins,
  IconFileDollar,
  IconFileInvoice,
  IconFileSettings,
  IconFiles,
  IconHelp,
  IconLinkOff,
  IconListDetails,
  IconPackage,
  IconPackages,
  IconPlugConnected,
  IconRefresh,
  IconSearch,
  IconTrendingUp,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { type ErrorComponentProps, Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { setLanguageEndpoint, signOutEndpoint } from '#access';
import { LANGUAGES, type Language, text } from '#base';
import { EmptyState, Trouble } from '#kit';
import { ACTIONS, type Action, type ActionContext, type Destination, useActions } from './actions.ts';
import { useAct } from './api.ts';
import { HelpDialog } from './helpDialog.tsx';
import { useHotkeys } from './hotkeys.ts';
import { MonthSwitch } from './monthSwitch.tsx';
import { openPalette, Palette } from './palette.tsx';
import { useMay, useSession } from './session.tsx';
import { useLanguage, useSay } from './wording.tsx';

const ICONS: Readonly<Record<Destination, typeof IconFiles>> = {
  '/month': IconCalendarMonth,
  '/runs': IconChecklist,
  '/files': IconFiles,
  '/feeds': IconPlugConnected,
  '/sources': IconBuildingBroadcastTower,
  '/formats': IconFileSettings,
  '/unmatched': IconLinkOff,
  '/reconciliation': IconArrowsDiff,
  '/rerating': IconRefresh,
  '/invoices': IconFileInvoice,
  '/carrier-invoices': IconFileDollar,
  '/customers': IconUsers,
  '/price-lists': IconListDetails,
  '/products': IconPackage,
  '/bundles': IconPackages,
  '/product-settings': IconCoins,
  '/indexation': IconTrendingUp,
  '/price': IconCalculator,
};

const NAVIGATION: readonly { readonly title: string; readonly pages: readonly Destination[] }[] = [
  {
    title: text('Billing'),
    pages: [
      '/month',
      '/files',
      '/unmatched',
      '/reconciliation',
      '/rerating',
      '/runs',
      '/invoices',
      '/carrier-invoices',
    ],
  },
  {
    title: text('Master data'),
    pages: [
      '/customers',
      '/products',
      '/bundles',
      '/product-settings',
      '/price-lists',
      '/indexation',
      '/price',
      '/sources',
      '/formats',
      '/feeds',
    ],
  },
];

const GO_IDS: Readonly<Record<Destination, string>> = {
  '/month': 'month',
  '/runs': 'runs',
  '/files': 'files',
  '/feeds': 'feeds',
  '/sources': 'sources',
  '/formats': 'formats',
  '/unmatched': 'unmatched',
  '/reconciliation': 'reconciliation',
  '/rerating': 'rerating',
  '/invoices': 'invoices',
  '/carrier-invoices': 'carrierInvoices',
  '/customers': 'customers',
  '/price-lists': 'priceLists',
  '/products': 'products',
  '/bundles': 'bundles',
  '/product-settings': 'productSettings',
  '/indexation': 'indexation',
  '/price': 'price',
};

/** What the actions of the shell do, and the language kept in step with the session. */
function useActionContext(openHelp: () => void): ActionContext {
  const navigate = useNavigate();
  const { setLanguage } = useLanguage();
  const session = useSession();
  const { mutateAsync: saveLanguage } = useAct(setLanguageEndpoint);
  const { mutateAsync: signOut } = useAct(signOutEndpoint);
  // A newly read session moves the language; a click moves it at once and is then saved.
  useEffect(() => setLanguage(session.language), [session.language, setLanguage]);
  return useMemo(
    () => ({
      go: (to) => void navigate({ to }),
      openPalette,
      openHelp,
      setLanguage: (language) => {
        setLanguage(language);
        void saveLanguage({ body: { language } });
      },
      signOut: () => void signOut({}).then(() => globalThis.location.assign('/')),
    }),
    [navigate, openHelp, setLanguage, saveLanguage, signOut],
  );
}

/** The frame of every page: navigation left, month, search, language and person above. */
export function Shell() {
  const say = useSay();
  const may = useMay();
  const [help, setHelp] = useState(false);
  const openHelp = useCallback(() => setHelp(true), []);
  const context = useActionContext(openHelp);
  const actions = useActions(may);
  const run = useCallback((action: Action) => action.run(context), [context]);
  useHotkeys(actions, run);
  return (
    <AppShell header={{ height: 50 }} navbar={{ width: 208, breakpoint: 'sm' }} padding={0}>
      <a href="#content" className="skip">
        {say('To the content')}
      </a>
      <AppShell.Header px="md">
        <Bar context={context} />
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={say('Main navigation')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <div style={{ padding: '18px 24px 40px', maxWidth: 1500 }}>
          <Outlet />
        </div>
      </AppShell.Main>
      <Palette actions={actions} run={run} />
      <HelpDialog actions={actions} opened={help} onClose={() => setHelp(false)} />
    </AppShell>
  );
}

function Bar({ context }: { readonly context: ActionContext }) {
  const say = useSay();
  const { user, tenant } = useSession();
  const { language } = useLanguage();
  return (
    <Group h="100%" justify="space-between" wrap="nowrap">
      <Group gap="lg" wrap="nowrap">
        <Link to="/month" className="brand" style={{ width: 198 }}>
          <img src="/mark.svg" width={24} height={24} alt="" />
          <span>{tenant.name}</span>
        </Link>
        <MonthSwitch />
      </Group>
      <Group gap="sm" wrap="nowrap">
        <Button
          variant="default"
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl K</Kbd>}
          onClick={context.openPalette}
        >
          {say('Search or do something')}
        </Button>
        <SegmentedControl
          aria-label={say('Language')}
          value={language}
          onChange={(value) => context.setLanguage(LANGUAGES.find((each: Language) => each === value) ?? 'en')}
          data={LANGUAGES.map((value) => ({ value, label: value.toUpperCase() }))}
        />
        <ActionIcon variant="subtle" color="dark" aria-label={say('Keys')} onClick={context.openHelp}>
          <IconHelp size={18} aria-hidden />
        </ActionIcon>
        <Menu position="bottom-end">
          <Menu.Target>
            <UnstyledButton aria-label={say('Signed in as {name}', { name: user.name })}>
              <Group gap={6} wrap="nowrap">
                <IconUserCircle size={20} aria-hidden />
                <span className="nowrap">{user.name}</span>
              </Group>
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{user.email}</Menu.Label>
            <Menu.Item onClick={context.signOut}>{say('Sign out')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Group>
  );
}

function Navigation() {
  const say = useSay();
  const may = useMay();
  return NAVIGATION.map(({ title, pages }) => (
    <div key={title}>
      <div className="nav-group">{say(title)}</div>
      {pages.map((to) => {
        const action = ACTIONS.find(({ id }) => id === GO_IDS[to]);
        if (action === undefined || (action.permission && !may(action.permission))) return null;
        const Icon = ICONS[to];
        return (
          <Link key={to} to={to} className="nav-link">
            <Icon size={17} stroke={1.7} aria-hidden />
            {say(action.label)}
          </Link>
        );
      })}
    </div>
  ));
}

export function NotFound() {
  const say = useSay();
  return (
    <EmptyState title={say('There is no such page')}>
      <Link to="/month">{say('To the month')}</Link>
    </EmptyState>
  );
}

export function Fault({ error, reset }: ErrorComponentProps) {
  return <Trouble error={error instanceof Error ? error : new Error(String(error))} retry={reset} />;
}
