import { readFile } from "node:fs/promises";
import type { Env } from "./env";

/** The secret of our client at the identity provider, from the variable or from the file it names. */
export async function readClientSecret({
  OIDC_CLIENT_SECRET,
  OIDC_CLIENT_SECRET_FILE,
}: Pick<Env, "OIDC_CLIENT_SECRET" | "OIDC_CLIENT_SECRET_FILE">): Promise<string | undefined> {
  if (!OIDC_CLIENT_SECRET_FILE) return OIDC_CLIENT_SECRET;

  const text = await readFile(OIDC_CLIENT_SECRET_FILE, "utf8").catch((cause: unknown) => {
    throw new Error(`OIDC_CLIENT_SECRET_FILE: ${OIDC_CLIENT_SECRET_FILE} cannot be read`, {
      cause,
    });
  });
  const secret = text.trim();
  if (!secret) throw new Error(`OIDC_CLIENT_SECRET_FILE: ${OIDC_CLIENT_SECRET_FILE} is empty`);
  return secret;
}
