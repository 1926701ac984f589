/** The operations of this slice, for routes, commands and later slices. */
export { AFFECTED_KINDS, type Affected, type AffectedKind, type AffectingChange } from './affected.ts';
export { addApiKey, listApiKeys, revokeApiKey } from './apiKeys.ts';
export { type AuditCheck, type AuditEntry, audit, auditOf, changesAfter, lastAuditSeq, verifyAudit } from './audit.ts';
export {
  type CommonOptions,
  command,
  newProgram,
  runProgram,
  type Session,
  withSession,
  writeAnswer,
} from './commandLine.ts';
export { keyCommands } from './keyCommands.ts';
export { authenticate, SESSION_COOKIE, SESSION_MS } from './session.ts';
export { type SetUp, setUp, setupToken } from './setup.ts';
export { FAILURE_LIMIT, FAILURE_WINDOW_MS, signIn } from './signIn.ts';
export type { Tenant } from './tenant.ts';
export { type CreateTenant, createTenant, getTenant, isSetUp, today } from './tenants.ts';
export {
  addUser,
  changeOwnPassword,
  disableUser,
  getUser,
  listUsers,
  ownUserId,
  setLanguage,
  setPassword,
  signOut,
} from './users.ts';
