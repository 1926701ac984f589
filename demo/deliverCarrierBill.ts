/** A carrier's bill reaches the operator when the month is issued: the last differences with it are open when the newcomer looks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importCarrierInvoice, listCarriers, saveCarrier } from '#control/service';
import { listSources } from '#mediation/service';
import { inTransaction } from '#platform/db';
import { AT } from './calendar.ts';
import { carrierBill } from './carrierBill.ts';
import type { Delivering } from './deliver.ts';
import { monthOfFiles } from './generate.ts';

const CARRIER = {
  code: 'atlantique',
  name: 'Atlantique Télécom',
  supplier: 'Atlantique Télécom',
  vatPercent: '20',
} as const;

/** Writes the bill of a month to `<dir>/` and imports it. Twice is once: the same content is told "again" and changes nothing. */
export async function deliverCarrierBill(to: Delivering, month: string, dir: string, scale: number): Promise<void> {
  const { app, clock, actor } = to;
  const content = Buffer.from(carrierBill(month, monthOfFiles(month, scale)));
  const fileName = `atlantique-${month}.csv`;
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, fileName), content);
  const { sha256 } = await app.files.put(content);
  clock.set(AT.carrierBill(month));
  await inTransaction(app, actor, async (ctx) => {
    if (!(await listCarriers(ctx)).some(({ code }) => code === CARRIER.code)) {
      const sourceIds = (await listSources(ctx)).filter(({ code }) => code === CARRIER.code).map(({ id }) => id);
      await saveCarrier(ctx, { ...CARRIER, sourceIds });
    }
    await importCarrierInvoice(app, ctx, { code: CARRIER.code, file: sha256, columns: {}, fileName });
  });
}
