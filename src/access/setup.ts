import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '#base';
import type { App } from '#platform/app';
import { sha256 } from '#platform/hash';
import * as store from './store.ts';
import type { NewTenant, Tenant } from './tenant.ts';
import { createTenant } from './tenants.ts';
import type { NewUser } from './user.ts';

/** What the first start asks for. */
export interface SetUp {
  /** The one-time token that the program printed on its own machine. */
  readonly token: string;
  readonly tenant: NewTenant;
  readonly admin: Omit<NewUser, 'role'>;
}

const fileOf = (app: App): string => join(app.dataDir, 'setup-token');

/**
 * The one-time token of the first set-up, kept in the data directory until it is used; null when there is a tenant already. Who
 * starts the program prints it: only somebody at the machine can become the first admin.
 */
export async function setupToken(app: App): Promise<string | null> {
  const file = fileOf(app);
  if (await store.isSetUp(app.db)) {
    await rm(file, { force: true });
    return null;
  }
  await mkdir(app.dataDir, { recursive: true });
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // printed by an earlier start
  }
  return readFile(file, 'utf8');
}

/**
 * Creates the first tenant and its admin.
 * @throws Refusal `access.alreadySetUp`, `access.setupTokenWrong`
 */
export async function setUp(app: App, { token, tenant, admin }: SetUp): Promise<Tenant> {
  const expected = await setupToken(app);
  if (expected === null) throw new Refusal('conflict', 'access.alreadySetUp');
  if (!timingSafeEqual(sha256(token), sha256(expected))) throw new Refusal('forbidden', 'access.setupTokenWrong');
  const created = await createTenant(app, { tenant, users: [{ ...admin, role: 'admin' }], onlyFirst: true });
  await rm(fileOf(app), { force: true });
  return created;
}
