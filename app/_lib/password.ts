import "server-only";
import { verify } from "@node-rs/argon2";
import { hashPassword } from "#db/password";

let dummyHash: Promise<string> | undefined;

/** Checks a password; without a hash it takes as long and says no, so that time does not tell who exists. */
export async function verifyPassword(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  const compared = passwordHash ?? (await (dummyHash ??= hashPassword("nobody's password")));
  const matches = await verify(compared, password);
  return matches && passwordHash !== undefined;
}
