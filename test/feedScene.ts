/** What tests of feeds share: a database with a few sources, a door that rates nothing, and the counts of what was stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import { addSource, type ImportDoor } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { asOwner, type TestApp, testApp } from './database.ts';

/** Leaves every record unmatched, as an operator without customers. */
export const PLAIN_DOOR: ImportDoor = { rater: async () => ({ rate: () => {} }), imported: async () => {} };

/** Header and rows of the made-up carrier `nord`. */
export const CARRIER_HEADER = 'Date;Heure;Sens;Appelant;Appelé;Durée;Prix HT;Compte;Identifiant\n';
export function carrierRow(id: number, day = '01'): string {
  const second = String(id % 60).padStart(2, '0');
  const minute = String(Math.floor(id / 60) % 60).padStart(2, '0');
  return `${day}/11/2026;09:${minute}:${second};Sortant;0199000040;0612345678;60;0,01;;${id}\n`;
}
export const carrierFile = (ids: readonly number[]): string =>
  CARRIER_HEADER + ids.map((id) => carrierRow(id)).join('');
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** An app with the sources `nord` (CSV), `switch` (FreeSWITCH JSON) and `pbx` (3CX lines). */
export async function feedApp(): Promise<TestApp> {
  const app = await testApp();
  const sources = [
    { code: 'nord', kind: 'carrier', format: 'french-carrier-csv', zone: 'Europe/Paris', country: 'FR' },
    { code: 'switch', kind: 'pabx', format: 'freeswitch-json', zone: 'Europe/Berlin', country: 'DE' },
    { code: 'pbx', kind: 'pabx', format: '3cx-csv', zone: 'Europe/Berlin', country: 'DE' },
  ] as const;
  for (const source of sources)
    await inTransaction(app, app.actor, (ctx) =>
      addSource(ctx, { ...source, name: source.code, settings: {}, supplierPriceListId: null }),
    );
  return app;
}

export interface Counted {
  readonly files: number;
  readonly records: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** What lies in the ledger and in the store; the two must agree. */
export function counted(app: TestApp): Promise<Counted> {
  return asOwner(app.ownerUrl, async (client) => {
    const { rows } = await client.query<Counted & { usage: number }>(`
      select count(*)::int as files, coalesce(sum(records), 0)::int as records, coalesce(sum(stored), 0)::int as stored,
        coalesce(sum(duplicates), 0)::int as duplicates, coalesce(sum(rejected), 0)::int as rejected,
        (select count(*)::int from usage.record) as usage from mediation.file`);
    const { usage, ...figures } = rows[0]!;
    if (usage !== figures.stored) throw new Error(`${figures.stored} stored by the ledger, ${usage} records`);
    return figures;
  });
}

/** Waits until something holds; a test that waits in vain says for what. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, timeoutMs = 20_000): Promise<void> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 25) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error(`waited in vain until ${what}`);
}
