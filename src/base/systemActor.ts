import type { Actor } from './actor.ts';
import { PERMISSIONS } from './permission.ts';

/** The program itself within a tenant: schedules, progress of long work, the demo. Nobody can sign in as it. */
export function systemActor(tenantId: number): Actor {
  return { tenantId, name: 'system', userId: null, permissions: new Set(PERMISSIONS) };
}
