import { existsSync } from "node:fs";
import { readMasterKeySettings } from "../env";
import { type MasterKeys, readMasterKeys } from "../master-key";

export const MASTER_KEY_USAGE = `  The master key is the server's: MASTER_KEY_FILE, MASTER_KEY or MASTER_KEY_COMMAND in the
  environment or in .env, else the file master-key in --data-dir.`;

const ENV_FILE = ".env";

/** The key the server has: from the environment, or from the file beside its embedded database. */
export function masterKeys(values: {
  database?: string | undefined;
  "data-dir": string;
}): Promise<MasterKeys> {
  if (existsSync(ENV_FILE)) process.loadEnvFile?.(ENV_FILE);
  const own = values.database ? undefined : { folder: values["data-dir"], mayMake: false };
  return readMasterKeys(readMasterKeySettings(), own);
}
