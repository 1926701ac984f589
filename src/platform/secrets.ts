import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '#base';

const SECRETS = z.object({
  ownerPassword: z.string().min(16),
  appPassword: z.string().min(16),
  loaderPassword: z.string().min(16),
});

/** Passwords of the database roles of one data directory. */
export type Secrets = z.infer<typeof SECRETS>;

/**
 * Reads `<dataDir>/secrets.json` (mode 0600), made at the first call. Two processes that come at once agree on one file: it
 * is written aside and linked into place, and a link never overwrites. Refuses with `config.secretsUnreadable`.
 */
export function openSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return readSecrets(path) ?? makeSecrets(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new Refusal('unavailable', 'database.diskFull', { path: dataDir });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
      throw new Refusal('unavailable', 'database.noPermission', { path: dataDir });
    throw error;
  }
}

function readSecrets(path: string): Secrets | null {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return SECRETS.parse(JSON.parse(content));
  } catch (cause) {
    throw new Refusal('unavailable', 'config.secretsUnreadable', { path, cause: String(cause).slice(0, 80) });
  }
}

function makeSecrets(path: string): Secrets {
  const password = () => randomBytes(24).toString('base64url');
  const made: Secrets = { ownerPassword: password(), appPassword: password(), loaderPassword: password() };
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  chmodSync(aside, 0o600);
  try {
    linkSync(aside, path);
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readSecrets(path) ?? made;
  } finally {
    rmSync(aside, { force: true });
  }
}
