import { existsSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KEY_BYTES, type MasterKey, parseMasterKey } from "#db/encryption/master-key";
import type { MasterKeySettings } from "./env";
import { runKeyCommand } from "./key-command";
import { readKeyFile } from "./key-file";
import { naming } from "./setting-failure";

export interface MasterKeys {
  master: MasterKey;
  /** The one before, while the data keys are not yet all wrapped under the new one. */
  previous: MasterKey | undefined;
}

export interface OwnKeyFolder {
  /** Where the embedded database lies; its master key is kept beside it. */
  folder: string;
  /** Not when there are data keys already: another key would not open them. */
  mayMake: boolean;
}

/** From the settings; with the embedded database else from a file that its first start makes. */
export async function readMasterKeys(
  settings: MasterKeySettings,
  own: OwnKeyFolder | undefined,
): Promise<MasterKeys> {
  const master =
    (await readKey(
      ["MASTER_KEY_FILE", settings.MASTER_KEY_FILE],
      ["MASTER_KEY", settings.MASTER_KEY],
      ["MASTER_KEY_COMMAND", settings.MASTER_KEY_COMMAND],
    )) ?? (own ? await ownKey(own) : undefined);
  if (!master)
    throw new Error(
      "MASTER_KEY_FILE is not set: patients' names are sealed under a master key, which is kept outside " +
        "the database. Make one by `(umask 077; openssl rand -base64 32 > FILE)`, keep a copy apart " +
        "from the database's backups, and name the file. MASTER_KEY and MASTER_KEY_COMMAND, for a key " +
        "service, do as well",
    );
  const previous = await readKey(
    ["MASTER_KEY_PREVIOUS_FILE", settings.MASTER_KEY_PREVIOUS_FILE],
    ["MASTER_KEY_PREVIOUS", settings.MASTER_KEY_PREVIOUS],
    ["MASTER_KEY_PREVIOUS_COMMAND", settings.MASTER_KEY_PREVIOUS_COMMAND],
  );
  return { master, previous };
}

type Setting = readonly [name: string, value: string | undefined];

async function readKey(
  [fileName, file]: Setting,
  [textName, text]: Setting,
  [commandName, command]: Setting,
): Promise<MasterKey | undefined> {
  if (file) return requireKey(fileName, await readKeyFile(fileName, file));
  if (text) return requireKey(textName, text);
  if (command) return requireKey(commandName, await naming(commandName, runKeyCommand(command)));
  return undefined;
}

function requireKey(name: string, text: string): MasterKey {
  const key = parseMasterKey(text);
  if (key) return key;
  throw new Error(
    `${name} does not hold a key: it must be 32 bytes in base64 and nothing else, as ` +
      "`openssl rand -base64 32` makes it",
  );
}

async function ownKey({ folder, mayMake }: OwnKeyFolder): Promise<MasterKey> {
  const file = join(folder, "master-key");
  if (existsSync(file)) return requireKey(file, await readKeyFile("The master key", file));
  if (!mayMake)
    throw new Error(
      `${file} is gone, and what is sealed in the database cannot be opened without it: put it back ` +
        "from a backup",
    );
  await makeKeyFile(file);
  return requireKey(file, await readKeyFile("The master key", file));
}

/** Whole or not at all, and on the disk before anything is sealed under it. */
async function makeKeyFile(file: string): Promise<void> {
  const draft = `${file}.draft`;
  await rm(draft, { force: true });
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString("base64")}\n`, {
    flag: "wx",
    mode: 0o600,
  });
  const written = await open(draft);
  await written.sync().finally(() => written.close());
  await rename(draft, file);
}
