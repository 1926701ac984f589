import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id with the parameters OWASP recommends (Password Storage Cheat Sheet): 19 MiB of memory, two passes, one lane; about
 * 30 ms here. They stand in the hash itself, so they can be raised later.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash to store, in PHC format with its salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), PARAMETERS);
}

/**
 * Whether the password fits the hash. Without a hash (unknown user) it works as long and says no, so that the time tells
 * nobody which addresses exist.
 */
export async function fitsPassword(password: string, storedHash: string | null): Promise<boolean> {
  dummyHash ??= hashPassword('nobody has this password');
  const fits = await verify(storedHash ?? (await dummyHash), normalised(password));
  return fits && storedHash !== null;
}

let dummyHash: Promise<string> | undefined;

/** The same characters typed on different systems are the same password (NIST SP 800-63B 5.1.1.2). */
function normalised(password: string): string {
  return password.normalize('NFKC');
}
