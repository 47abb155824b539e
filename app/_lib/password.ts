import "server-only";
import { verify } from "@node-rs/argon2";
import { type BreachedPasswords, breachedPasswords } from "#db/breached-passwords";
import { hashPassword } from "#db/password";
import { normalisePassword } from "#models/access/password-policy";
import { env } from "./env";

let dummyHash: Promise<string> | undefined;

/** Checks a password; without a hash it takes as long and says no, so that time does not tell who exists. */
export async function verifyPassword(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  const compared = passwordHash ?? (await (dummyHash ??= hashPassword("nobody's password")));
  const matches = await verify(compared, normalisePassword(password));
  return matches && passwordHash !== undefined;
}

let breached: BreachedPasswords | undefined;

/** What no password here may be: our own list and the operator's. */
export const knownBreaches = (): BreachedPasswords =>
  (breached ??= breachedPasswords(env().BREACHED_PASSWORDS_FILE));
