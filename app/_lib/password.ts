import "server-only";
import { verify } from "@node-rs/argon2";
import { type BreachedPasswords, breachedPasswords } from "#db/breached-passwords";
import { hashPassword } from "#db/password";
import { normalisePassword } from "#models/access/password-policy";
import { env } from "./env";

const NOBODYS_PASSWORD = "nobody's password";
let dummyHash: Promise<string> | undefined;

/** The hash that a password is compared with; for nobody one of the same cost, so that the work is the same. */
export const hashToCompare = (passwordHash: string | undefined): Promise<string> =>
  passwordHash ? Promise.resolve(passwordHash) : (dummyHash ??= hashPassword(NOBODYS_PASSWORD));

/** Checks a password; without a hash it takes as long and says no, so that time does not tell who exists. */
export async function verifyPassword(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(await hashToCompare(passwordHash), normalisePassword(password));
  return matches && passwordHash !== undefined;
}

let breached: BreachedPasswords | undefined;

/** What no password here may be: our own list and the operator's. */
export const knownBreaches = (): BreachedPasswords =>
  (breached ??= breachedPasswords(env().BREACHED_PASSWORDS_FILE));
