import type pg from "pg";
import { acceptFiles, checkedFiles, noteFound, type FoundFile } from "#db/file-integrity";
import { takeSignal } from "#db/incidents";
import { inTransaction } from "#db/transaction";
import { fileSignal, stateOfFile } from "#models/security/file-change";
import type { Job } from "../jobs/job";

/** What the protected files are at this moment. */
export type FindFiles = () => Promise<readonly FoundFile[]>;

/**
 * Compares the protected files with what was accepted of them, and opens an incident for each that
 * differs, once for each content. The first check of a new database accepts what it finds: there is
 * nothing to compare it with. Answers how many differ.
 */
export async function checkFiles(pool: pg.Pool, find: FindFiles, now: Date): Promise<number> {
  const found = await find();
  return inTransaction(pool, async (client) => {
    const known = await checkedFiles(client);
    if (known.every(({ accepted }) => accepted === null)) {
      await acceptFiles(client, found, { reason: "first start", by: "system", now });
      await noteFound(client, found.map(withoutSignal), now);
      return 0;
    }

    const byLabel = new Map(found.map((file) => [file.label, file]));
    const gone = known.filter(({ label }) => !byLabel.has(label));
    const all = [...found, ...gone.map(({ label }) => ({ label, sha256: undefined }))];
    let differing = 0;
    const checked = [];
    for (const { label, sha256 } of all) {
      const before = known.find((file) => file.label === label);
      const accepted = before?.accepted ? before.accepted.sha256 : undefined;
      const isAccepted = stateOfFile(accepted, sha256) === "as-accepted";
      const signalled = isAccepted ? undefined : (sha256 ?? "missing");
      if (!isAccepted) differing += 1;
      if (signalled !== undefined && signalled !== before?.signalled)
        await takeSignal(client, fileSignal(label, now), now);
      checked.push({ label, sha256, signalled });
    }
    await noteFound(client, checked, now);
    return differing;
  });
}

const withoutSignal = (file: FoundFile) => ({ ...file, signalled: undefined });

export const checkFilesOften = (find: FindFiles): Job => ({
  name: "check-files",
  schedule: "20 */3 * * * *",
  async run({ pool, now }) {
    const differing = await checkFiles(pool, find, now);
    return differing > 0 ? { differing } : undefined;
  },
});
