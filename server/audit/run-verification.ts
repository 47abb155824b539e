import type { Queryable } from "#db/pool";
import { chainHead, chainRecords } from "#db/audit-chain";
import {
  beginVerification,
  finishVerification,
  lastIntactPoint,
  putBackVerification,
  reportVerificationProgress,
  type VerificationResult,
} from "#db/audit-verifications";
import type { AuditTrail } from "#models/audit/audit-event";
import { loadAnchors } from "./anchor-log";
import { VerificationStopped, verifyTrail } from "./verify-trail";

export interface VerificationPorts {
  /** Reads the trail as its owner. */
  db: Queryable;
  trail: AuditTrail;
  anchorFolder: string;
  now: () => Date;
  signal: AbortSignal;
}

const PROGRESS_MS = 2_000;

/** Carries out the oldest verification that was asked for; undefined when none was. */
export async function runRequestedVerification(
  ports: VerificationPorts,
): Promise<VerificationResult | undefined> {
  const { db, trail, now } = ports;
  const request = await beginVerification(db, now());
  if (!request) return undefined;

  const result = await verify(request, ports).catch(async (cause: unknown) => {
    if (!(cause instanceof VerificationStopped)) await giveUp(db, request.verificationId);
    else await putBackVerification(db, request.verificationId);
    throw cause;
  });
  await trail.record({
    occurredAt: now(),
    action: "audit:verified",
    outcome: result.outcome === "intact" ? "permitted" : "failed",
    actor: { kind: "system" },
    basis: "system",
    details: {
      verificationId: request.verificationId,
      outcome: result.outcome,
      from: result.after + 1,
      to: result.last?.sequence ?? result.after,
      badSequence: result.badSequence ?? null,
    },
  });
  await finishVerification(db, request.verificationId, result);
  return result;
}

const giveUp = (db: Queryable, verificationId: string): Promise<void> =>
  finishVerification(db, verificationId, {
    outcome: "failed",
    after: 0,
    last: undefined,
    badSequence: undefined,
    finding: "The verification could not be carried out; the server's log says why.",
  });

async function verify(
  { verificationId, isWhole }: { verificationId: string; isWhole: boolean },
  { db, anchorFolder, now, signal }: VerificationPorts,
): Promise<VerificationResult> {
  const after = isWhole ? undefined : await lastIntactPoint(db);
  let toldAt = now().getTime();
  const verification = await verifyTrail({
    source: { head: () => chainHead(db), records: (range) => chainRecords(db, range) },
    loadAnchors: () => loadAnchors([anchorFolder]),
    ...(after && { after }),
    signal,
    onProgress: async ({ sequence }) => {
      if (now().getTime() - toldAt < PROGRESS_MS) return;
      toldAt = now().getTime();
      await reportVerificationProgress(db, verificationId, sequence);
    },
  });
  const [finding] = verification.findings;
  return {
    outcome: finding ? "broken" : "intact",
    after: verification.after,
    last: verification.last,
    badSequence: finding?.sequence,
    finding: finding?.words,
  };
}
