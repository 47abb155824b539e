import { requestVerification } from "#db/audit-verifications";
import type { AuditTrail } from "#models/audit/audit-event";
import { runRequestedVerification } from "../audit/run-verification";
import type { SigningKey } from "../audit/signing-key";
import { writeAnchor } from "../audit/write-anchor";
import type { Logger } from "../logger";
import type { Job } from "./job";

export interface AuditJobsOptions {
  trail: AuditTrail;
  anchorFolder: string;
  signingKey: SigningKey;
  log: Logger;
}

/** What proves the trail. Their pool connects as the owner of the tables: nobody else reads the records. */
export function auditJobs({ trail, anchorFolder, signingKey, log }: AuditJobsOptions): Job[] {
  const anchorTrail: Job = {
    name: "anchor-audit-trail",
    schedule: "0 0 * * * *",
    async run({ pool, now }) {
      const at = () => now;
      const ports = { db: pool, trail, folder: anchorFolder, key: signingKey, now: at };
      return { anchored: await writeAnchor(ports) };
    },
  };

  const request = (name: string, schedule: string, isWhole: boolean): Job => ({
    name,
    schedule,
    async run({ pool }) {
      await requestVerification(pool, { by: null, isWhole });
      return undefined;
    },
  });

  const verifyTrail: Job = {
    name: "verify-audit-trail",
    schedule: "*/5 * * * * *", // soon enough for the person who asked
    async run({ pool, signal }) {
      const ports = { db: pool, trail, anchorFolder, now: () => new Date(), signal };
      const result = await runRequestedVerification(ports);
      if (!result) return undefined;
      const { outcome, finding, badSequence, after, last } = result;
      if (outcome !== "intact")
        log.error({ badSequence, finding }, "the audit trail is not intact");
      return { checked: (last?.sequence ?? after) - after };
    },
  };
  return [
    anchorTrail,
    request("verify-audit-trail-nightly", "0 20 2 * * 1-6", false),
    request("verify-audit-trail-weekly", "0 20 2 * * 0", true),
    verifyTrail,
  ];
}
