import type { Tx } from '#platform/db';
import type { Bundle } from '../bundle.ts';
import { json, tables } from './tables.ts';

export async function insertBundle(tx: Tx, tenantId: number, bundle: Bundle): Promise<void> {
  await tables(tx)
    .insertInto('catalog.bundle')
    .values({ tenant_id: tenantId, id: bundle.id, code: bundle.code, ...bundleForRow(bundle) })
    .execute();
}

export async function updateBundle(tx: Tx, bundle: Bundle): Promise<void> {
  await tables(tx).updateTable('catalog.bundle').set(bundleForRow(bundle)).where('id', '=', bundle.id).execute();
}

function bundleForRow({ name, active, questions, items }: Bundle) {
  return { name: json(name), active, questions: json(questions), items: json(items) };
}

export async function bundles(tx: Tx): Promise<Bundle[]> {
  const rows = await tables(tx).selectFrom('catalog.bundle').selectAll().orderBy('id').execute();
  return rows.map(({ id, code, name, active, questions, items }) => ({ id, code, name, active, questions, items }));
}
