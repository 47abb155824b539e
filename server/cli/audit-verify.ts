// `npm run audit:verify`: proves that the audit trail was only added to, or names the first record that tells otherwise.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyObject } from "node:crypto";
import { chainHead, chainRecords, type ChainPoint } from "#db/audit-chain";
import { createPool } from "#db/pool";
import { anchoredPoint, loadAnchors } from "../audit/anchor-log";
import { readPublicKey } from "../audit/signing-key";
import { verifyTrail, type Verification } from "../audit/verify-trail";
import { formatDuration, progressLine } from "../progress-line";
import { readArguments } from "./arguments";
import { DATABASE_OPTIONS, DATABASE_USAGE, databaseUrl } from "./database-option";

const USAGE = `npm run audit:verify -- [options]

Walks the whole audit trail, makes every record's hash anew, and compares it with the signed anchors.
Ends with 0 when the trail is intact, with 1 when it is not, and with 2 when that could not be found out.

  --anchors FOLDER   where a server writes its anchors (audit-anchors in --data-dir); give each
                     server's
  --public-key FILE  what to check them by, kept by you; without it, what lies beside the anchors
  --after NUMBER     trust the anchored record of this number, and check what follows: for a trail
                     whose oldest records are no longer kept
  --json             one JSON object instead of words
${DATABASE_USAGE}
The database has to be asked as its owner: nobody else may read the records.`;

const { values: options } = readArguments(
  {
    options: {
      ...DATABASE_OPTIONS,
      anchors: { type: "string", multiple: true },
      "public-key": { type: "string", multiple: true },
      after: { type: "string" },
      json: { type: "boolean", default: false },
    },
  },
  USAGE,
);
const folders = options.anchors ?? [join(options["data-dir"], "audit-anchors")];
const progress = progressLine(process.stderr, performance.now.bind(performance));

try {
  process.exitCode = tell(await verify());
} catch (cause) {
  progress.end();
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 2;
}

async function verify(): Promise<Verification> {
  for (const folder of folders)
    if (!existsSync(folder)) throw new Error(`${folder} is not there: give --anchors`);
  const keys = options["public-key"]?.map((file) => readPublicKey(readFileSync(file, "utf8")));
  const given = keys && new Map(keys.map(({ keyId, publicKey }) => [keyId, publicKey]));

  const pool = createPool(databaseUrl(options), { max: 1 });
  try {
    const after = await startingPoint(given);
    return await verifyTrail({
      source: { head: () => chainHead(pool), records: (range) => chainRecords(pool, range) },
      loadAnchors: () => loadAnchors(folders, given),
      ...(after && { after }),
      onProgress: ({ sequence, of }) =>
        progress.update(`record ${sequence} of ${of}`, sequence / of),
    });
  } finally {
    await pool.end();
    progress.end();
  }
}

async function startingPoint(
  given: ReadonlyMap<string, KeyObject> | undefined,
): Promise<ChainPoint | undefined> {
  if (options.after === undefined) return undefined;
  const sequence = Number(options.after);
  const point = anchoredPoint(await loadAnchors(folders, given), sequence);
  if (!point) throw new Error(`there is no anchor of record ${options.after}`);
  return point;
}

function tell(verification: Verification): number {
  const { after, last, checked, anchorsMet, anchorsOfOtherKeys, findings } = verification;
  const isIntact = findings.length === 0;
  if (options.json) {
    const trail = { isIntact, after, last: last.sequence, checked };
    console.log(JSON.stringify({ ...trail, anchorsMet, anchorsOfOtherKeys, findings }));
    return isIntact ? 0 : 1;
  }
  for (const { words, at } of findings) console.log(`NOT INTACT: ${words}${at ? ` (${at})` : ""}`);
  console.log(
    `${checked} records are as they were recorded, from ${after + 1} to ${last.sequence}, and meet ${anchorsMet} anchors.`,
  );
  if (anchorsOfOtherKeys > 0)
    console.log(
      `${anchorsOfOtherKeys} anchors are signed by keys that were not given: give every server's --anchors.`,
    );
  if (anchorsMet === 0)
    console.log("No anchor was met: a trail that was written anew as a whole would look the same.");
  if (isIntact) console.log(`Intact. Checked in ${formatDuration(performance.now())}.`);
  return isIntact ? 0 : 1;
}
