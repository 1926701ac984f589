import { createContext, type ReactNode, useContext } from 'react';
import { sessionEndpoint } from '#access';
import type { Permission } from '#base';
import { ApiProblem, type ReplyOf, useCall } from './api.ts';

/** Who is signed in, for which tenant, with which permissions. */
export type Session = ReplyOf<typeof sessionEndpoint>;

const SessionContext = createContext<Session | null>(null);

/** Reads the session; `signIn` is shown to whoever has none. */
export function SessionProvider({ signIn, children }: { readonly signIn: ReactNode; readonly children: ReactNode }) {
  const session = useCall(sessionEndpoint, {});
  if (session.error instanceof ApiProblem && session.error.status === 401) return signIn;
  if (session.error) throw session.error;
  if (session.data === undefined) return null;
  return <SessionContext value={session.data}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('assertion failed: no session here');
  return session;
}

/** Whether the signed-in person may do what this permission names. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}
