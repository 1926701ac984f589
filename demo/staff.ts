/** The operator's people as actors of the program. */
import { ROLE_PERMISSIONS } from '#access';
import { listUsers } from '#access/service';
import { type Actor, systemActor } from '#base';
import type { App } from '#platform/app';
import { inTransaction } from '#platform/db';
import { APPROVER, CLERK, type DemoUser } from './operator.ts';

export interface Staff {
  readonly clerk: Actor;
  readonly approver: Actor;
}

export async function readStaff(app: App, tenantId: number): Promise<Staff> {
  const users = await inTransaction(app, systemActor(tenantId), listUsers);
  const actor = ({ email }: DemoUser): Actor => {
    const user = users.find((one) => one.email === email);
    if (user === undefined) throw new Error(`assertion failed: no user ${email}`);
    return { tenantId, name: user.email, userId: user.id, permissions: ROLE_PERMISSIONS[user.role] };
  };
  return { clerk: actor(CLERK), approver: actor(APPROVER) };
}
