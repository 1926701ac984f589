/**
 * Secrets that the program must be able to say again (passwords at carriers' servers), sealed before they reach the database:
 * AES-256-GCM with a key that only the machines of this installation can derive. Passwords of people are hashed instead (access).
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import type { Config } from './config.ts';
import { passwordOf } from './roles.ts';
import { openSecrets } from './secrets.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEYS = new Map<string, Buffer>();

/** From the owner's password in `DATABASE_URL`, so that several machines agree without talking, else from `secrets.json`. */
function sealingKey(config: Config): Buffer {
  const given = config.databaseUrl === null ? '' : passwordOf(config.databaseUrl);
  const phrase = given === '' ? openSecrets(config.dataDir).ownerPassword : given;
  let key = KEYS.get(phrase);
  if (key === undefined) {
    key = scryptSync(phrase, 'tarifwerk/seal', 32);
    KEYS.set(phrase, key);
  }
  return key;
}

/** Seals a secret for one place (`label`, e.g. `1/feed/3`); elsewhere it cannot be opened. */
export function seal(config: Config, label: string, secret: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(config), nonce).setAAD(Buffer.from(label));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The secret of a place; null where it was sealed by another installation or changed since. */
export function unseal(config: Config, label: string, sealed: Uint8Array): string | null {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  if (tag.length < TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(config), nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(label))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return null;
  }
}
