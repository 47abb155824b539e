import "server-only";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "react";
import { AlertFrontier, FrontierManifest } from "#models/alerts/alert-frontier";

/** From where the server was started: the pages are compiled, and lie elsewhere. */
const FOLDER = "models/artifacts/alert-frontier";

/**
 * What levels cost and catch on recorded patients: the newest version. Undefined when none is shipped; throws
 * when the file is not the one that its manifest names.
 */
export const readFrontier = cache(async (): Promise<AlertFrontier | undefined> => {
  const versions = await readdir(FOLDER).catch(() => []);
  const version = versions
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .at(-1);
  if (version === undefined) return undefined;

  const text = await readFile(join(FOLDER, version, "frontier.json"));
  const manifest = FrontierManifest.parse(
    JSON.parse(await readFile(join(FOLDER, version, "manifest.json"), "utf8")),
  );
  const digest = createHash("sha256").update(text).digest("hex");
  if (digest !== manifest.files["frontier.json"])
    throw new Error(`frontier.json of ${version} is not the file of its manifest`);
  return AlertFrontier.parse(JSON.parse(text.toString("utf8")));
});
