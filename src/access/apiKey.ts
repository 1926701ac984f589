import { z } from 'zod';
import { PERMISSIONS, type Permission } from '#base';

/** A key as somebody makes it: for which program, and what it may do. */
export const newApiKey = z.object({
  name: z.string().trim().min(1).max(100),
  permissions: z.array(z.enum(PERMISSIONS)).min(1),
});
export type NewApiKey = z.input<typeof newApiKey>;

/** A key by which a program asks; the key itself is stored nowhere. */
export interface ApiKey {
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}
