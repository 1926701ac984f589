import { localDateOf, Refusal, systemActor, zoneOffsets } from '#base';
import type { App } from '#platform/app';
import type { Context } from '#platform/context';
import { inTransaction, openKysely, openPool } from '#platform/db';
import { audit } from './audit.ts';
import * as store from './store.ts';
import { type NewTenant, newTenant, type Tenant } from './tenant.ts';
import type { NewUser } from './user.ts';
import { addUser } from './users.ts';

/** The tenant of the running transaction. */
export async function getTenant(ctx: Context): Promise<Tenant> {
  const tenant = await store.tenant(ctx.tx, ctx.tenantId);
  if (tenant === null) throw new Refusal('notFound', 'access.tenantUnknown', { tenant: ctx.tenantId });
  return tenant;
}

/** Today where the operator is: a local date in the tenant's zone. */
export async function today(ctx: Context): Promise<string> {
  return localDateOf(zoneOffsets((await getTenant(ctx)).zone), ctx.clock.now());
}

/** Whether the program has its first tenant. */
export function isSetUp(app: App): Promise<boolean> {
  return store.isSetUp(app.db);
}

export interface CreateTenant {
  readonly tenant: NewTenant;
  /** At least the first admin, else nobody could sign in. */
  readonly users: readonly NewUser[];
  /** Refuse when there is a tenant already: the first set-up. */
  readonly onlyFirst?: boolean;
}

/**
 * Creates a tenant with its users, all or nothing, on the owner's connection: no everyday role may make tenants.
 * @throws Refusal `access.alreadySetUp`, `access.tenantCodeTaken`, `access.emailTaken`
 */
export async function createTenant(app: App, { tenant, users, onlyFirst = false }: CreateTenant): Promise<Tenant> {
  const parsed = newTenant.parse(tenant);
  const trouble = (error: Error) => app.log.error('database.connectionLost', { message: error.message });
  const owner = openKysely(openPool(app.ownerUrl, 1, trouble));
  try {
    return await inTransaction({ ...app, db: owner }, systemActor(0), async (outer) => {
      const tenantId = await store.nextTenantId(outer.tx);
      if (onlyFirst && tenantId > 1) throw new Refusal('conflict', 'access.alreadySetUp');
      await store.enterTenant(outer.tx, tenantId);
      const ctx: Context = { ...outer, tenantId, actor: systemActor(tenantId) };
      const created: Tenant = { ...parsed, tenantId, parentId: null };
      if (!(await store.insertTenant(ctx.tx, created, new Date(ctx.clock.now()))))
        throw new Refusal('conflict', 'access.tenantCodeTaken', { code: parsed.code });
      await audit(ctx, {
        action: 'access.tenant.create',
        subject: `tenant/${tenantId}`,
        detail: { code: parsed.code },
      });
      for (const user of users) await addUser(ctx, user);
      return created;
    });
  } finally {
    await owner.destroy();
  }
}
