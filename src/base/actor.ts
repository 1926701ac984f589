import type { Permission } from './permission.ts';

/** Who acts: a person, a key, or the system itself (jobs, demo). */
export interface Actor {
  readonly tenantId: number;
  /** Shown in the audit trail and on approvals, e.g. an e-mail address or `system`. */
  readonly name: string;
  readonly userId: number | null;
  readonly permissions: ReadonlySet<Permission>;
}
