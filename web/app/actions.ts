import { useEffect, useSyncExternalStore } from 'react';
import type { Language, Permission } from '#base';
import { text } from '#base';

/** What an action of the shell may use. */
export interface ActionContext {
  readonly go: (to: Destination) => void;
  readonly openPalette: () => void;
  readonly openHelp: () => void;
  readonly setLanguage: (language: Language) => void;
  readonly signOut: () => void;
}

/** Pages an action can go to without knowing more. */
export type Destination =
  | '/month'
  | '/runs'
  | '/files'
  | '/feeds'
  | '/sources'
  | '/formats'
  | '/reconciliation'
  | '/unmatched'
  | '/rerating'
  | '/customers'
  | '/invoices'
  | '/carrier-invoices'
  | '/price-lists'
  | '/indexation'
  | '/products'
  | '/bundles'
  | '/product-settings'
  | '/price';

/** Something a person can do: declared once, it feeds menu, palette, hotkeys and the list of keys. */
export interface Action {
  readonly id: string;
  /** English source text. */
  readonly label: string;
  /** `mod+k`, a single key, or two keys one after the other: `g m`. */
  readonly keys?: string;
  readonly permission?: Permission;
  /** `go` leads to a page, `page` belongs to the page shown, `app` is everywhere. */
  readonly group: 'go' | 'page' | 'app';
  readonly run: (context: ActionContext) => void;
}

/** The actions that are there on every page. */
export const ACTIONS: readonly Action[] = [
  go('month', text('The month'), '/month', 'g m', 'runs.read'),
  go('runs', text('Billing runs'), '/runs', 'g l', 'runs.read'),
  go('files', text('Files'), '/files', 'g f', 'usage.read'),
  go('feeds', text('Feeds'), '/feeds', 'g e', 'usage.read'),
  go('sources', text('Sources'), '/sources', 'g q', 'usage.read'),
  go('formats', text('Formats'), '/formats', 'g o', 'usage.read'),
  go('unmatched', text('Unmatched'), '/unmatched', 'g u', 'usage.read'),
  go('reconciliation', text('Reconciliation'), '/reconciliation', 'g n', 'usage.read'),
  go('rerating', text('Rate again'), '/rerating', 'g r', 'usage.read'),
  go('customers', text('Customers'), '/customers', 'g c', 'customers.read'),
  go('invoices', text('Invoices'), '/invoices', 'g i', 'invoices.read'),
  go('carrierInvoices', text('Carrier invoices'), '/carrier-invoices', 'g k', 'runs.read'),
  go('priceLists', text('Price lists'), '/price-lists', 'g p', 'catalog.read'),
  go('products', text('Products'), '/products', 'g d', 'catalog.read'),
  go('bundles', text('Bundles'), '/bundles', 'g b', 'catalog.read'),
  go('productSettings', text('Families and rates'), '/product-settings', 'g y', 'catalog.read'),
  go('indexation', text('Indexation'), '/indexation', 'g x', 'customers.read'),
  go('price', text('Price simulator'), '/price', 'g s', 'catalog.read'),
  {
    id: 'palette',
    label: text('Search or do something'),
    keys: 'mod+k',
    group: 'app',
    run: (app) => app.openPalette(),
  },
  { id: 'help', label: text('Keys'), keys: '?', group: 'app', run: (app) => app.openHelp() },
  { id: 'german', label: text('Show in German'), group: 'app', run: (app) => app.setLanguage('de') },
  { id: 'french', label: text('Show in French'), group: 'app', run: (app) => app.setLanguage('fr') },
  { id: 'english', label: text('Show in English'), group: 'app', run: (app) => app.setLanguage('en') },
  { id: 'signOut', label: text('Sign out'), group: 'app', run: (app) => app.signOut() },
];

function go(id: string, label: string, to: Destination, keys: string, permission: Permission): Action {
  return { id, label, keys, permission, group: 'go', run: (app) => app.go(to) };
}

let pageActions: readonly Action[] = [];
const listeners = new Set<() => void>();

function setPageActions(actions: readonly Action[]): void {
  pageActions = actions;
  for (const listener of listeners) listener();
}

/** Adds the actions of a page while it is shown. */
export function usePageActions(actions: readonly Action[]): void {
  useEffect(() => {
    setPageActions([...pageActions, ...actions]);
    return () => setPageActions(pageActions.filter((action) => !actions.includes(action)));
  }, [actions]);
}

/** All actions there are now: those of the page first. */
export function useActions(may: (permission: Permission) => boolean): readonly Action[] {
  const ofPage = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pageActions,
  );
  return [...ofPage, ...ACTIONS].filter((action) => action.permission === undefined || may(action.permission));
}
