import "server-only";
import { verify } from "@node-rs/argon2";
import { hashPassword } from "#db/password";

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
  const matches = await verify(await hashToCompare(passwordHash), password);
  return matches && passwordHash !== undefined;
}
