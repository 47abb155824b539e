import type pg from "pg";
import { z } from "zod";
import type { BreachedPasswords } from "#db/breached-passwords";
import { hashPassword, issuePassword } from "#db/password";
import { createUser } from "#db/users";
import { AppError } from "#models/shared/errors";

const NewAdministrator = z.object({
  email: z.email().transform((email) => email.toLowerCase()),
  name: z.string().trim().min(1),
});

/**
 * Makes an account for a system administrator, who then makes all others on the pages, and returns
 * its password, which is stored nowhere and is replaced at the first sign-in. Throws for what is no address, and `conflict` for one that
 * has an account.
 */
export async function createAdministrator(
  pool: pg.Pool,
  person: { email: string; name: string },
  breached: BreachedPasswords,
): Promise<{ email: string; password: string }> {
  const parsed = NewAdministrator.safeParse(person);
  if (!parsed.success) throw new AppError("invalid-input", z.prettifyError(parsed.error));
  const { email, name } = parsed.data;
  const password = await issuePassword({ email, name }, breached);
  const passwordHash = await hashPassword(password);
  await createUser(pool, {
    ...{ email, name, role: "system-admin", unitIds: [] },
    ...{ passwordHash, passwordIssuedAt: new Date() },
  });
  return { email, password };
}
