import { Refusal } from '#base';

/**
 * Tells from the server's own words (English, as the locale is C) why it did not start. Anything unknown is refused as
 * `database.failed` with the last lines of the log.
 */
export function startFailure(log: string, at: { readonly path: string; readonly port: number }): Refusal {
  const refusal = (code: string, params: Record<string, string | number>) => new Refusal('unavailable', code, params);
  if (/could not bind|Address already in use|could not create any TCP\/IP sockets/.test(log))
    return refusal('database.portTaken', { port: at.port });
  if (/No space left on device|Disk quota exceeded/.test(log)) return refusal('database.diskFull', { path: at.path });
  if (
    /Permission denied|Operation not permitted|Read-only file system|has wrong ownership|has invalid permissions/.test(
      log,
    )
  )
    return refusal('database.noPermission', { path: at.path });
  if (/incompatible with server|initialized by PostgreSQL version/.test(log))
    return refusal('database.otherVersion', { path: at.path });
  if (/could not map anonymous shared memory|Cannot allocate memory|out of memory/i.test(log))
    return refusal('database.noMemory', {});
  if (/error while loading shared libraries|not found|No such file/.test(log) && !/LOG:|FATAL:/.test(log))
    return refusal('database.platformMissing', { platform: `${process.platform}-${process.arch}` });
  const lines = log.trim().split('\n').slice(-3).join(' | ');
  return refusal('database.failed', { path: at.path, message: lines.slice(0, 600) });
}

/** Two starts at once: the other one was first, its server is to be adopted. */
export function lostTheRace(log: string): boolean {
  return /lock file "postmaster.pid" already exists|is another postmaster|lock file "postmaster.pid" is empty/.test(
    log,
  );
}
