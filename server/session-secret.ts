import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** As many as its 48 random bytes take; fewer is a file that a crash left empty or cut short. */
const SECRET_CHARACTERS = 64;

export const sessionSecretFile = (dataDir: string): string => join(dataDir, "session-secret");

/**
 * The secret that signs session cookies, made at the first start and kept where only its owner reads.
 * A new one signs everybody out.
 */
export async function sessionSecret(dataDir: string): Promise<string> {
  const file = sessionSecretFile(dataDir);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept !== undefined && kept.trim().length < SECRET_CHARACTERS) await rm(file);

  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // "wx" fails if another start was first; then its secret is the one.
  await writeFile(file, randomBytes(48).toString("base64url"), { flag: "wx", mode: 0o600 }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EEXIST") throw cause;
    },
  );
  return (await readFile(file, "utf8")).trim();
}
