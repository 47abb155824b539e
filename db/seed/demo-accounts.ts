import { Role } from "#models/access/role";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const DemoAccount = z.object({
  email: z.email(),
  name: z.string(),
  role: Role,
  unitCodes: z.array(z.string()),
  password: z.string().min(12),
  /** For whoever evaluates without a phone: `npm run demo:code` computes the codes of it. */
  totpSecret: z.string().regex(/^[A-Z2-7]{32}$/),
  /** The same for an authenticator app. */
  otpauthUrl: z.url({ protocol: /^otpauth$/ }),
});
export type DemoAccount = z.infer<typeof DemoAccount>;

/** Accounts of a first version of the file had a password alone. */
const KeptAccount = DemoAccount.partial({ totpSecret: true, otpauthUrl: true });
export type KeptAccount = z.infer<typeof KeptAccount>;
const AccountsFile = z.object({ accounts: z.array(KeptAccount) });

export const demoAccountsFile = (dataDir: string): string => join(dataDir, "demo-accounts.json");

/** Empty when there is no file. */
export async function readDemoAccounts(path: string): Promise<KeptAccount[]> {
  try {
    return AccountsFile.parse(JSON.parse(await readFile(path, "utf8"))).accounts;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw new Error(`${path} cannot be read as demo accounts`, { cause });
  }
}

/** Whole or not at all: written beside, then renamed. */
export async function writeDemoAccounts(
  path: string,
  accounts: readonly DemoAccount[],
): Promise<void> {
  const folder = join(path, "..");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const draft = `${path}.draft`;
  await writeFile(draft, `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, path);
}
