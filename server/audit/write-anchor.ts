import type { Queryable } from "#db/pool";
import { chainHead, chainPoint } from "#db/audit-chain";
import type { AuditTrail } from "#models/audit/audit-event";
import { anchorDigest, readAnchor, signAnchor } from "./anchor";
import { appendAnchor, readAnchorLines } from "./anchor-log";
import type { SigningKey } from "./signing-key";

export interface AnchorPorts {
  /** Reads the trail as its owner. */
  db: Queryable;
  trail: AuditTrail;
  folder: string;
  key: SigningKey;
  now: () => Date;
}

/** The trail contradicts what was signed of it: nothing is signed over that until somebody has looked. */
export class TrailContradicted extends Error {}

/** Signs where the trail stands, and writes it outside the database. Answers with the record's number. */
export async function writeAnchor(ports: AnchorPorts): Promise<number> {
  const { db, trail, folder, key, now } = ports;
  const last = (await readAnchorLines(folder)).at(-1);
  if (last !== undefined) await requireAnchored(last, ports);
  const head = await chainHead(db);
  if (!head) return contradict(ports, 0, "the trail's head is gone");

  const line = signAnchor(
    {
      sequence: head.sequence,
      hash: head.hash.toString("hex"),
      recordedAt: head.recordedAt.toISOString(),
      anchoredAt: now().toISOString(),
      previousAnchorDigest: last === undefined ? null : anchorDigest(last),
    },
    key,
  );
  await appendAnchor(folder, line);
  // Afterwards: a record that names an anchor which is nowhere is a finding.
  await trail.record({
    occurredAt: now(),
    action: "audit:anchored",
    outcome: "permitted",
    actor: { kind: "system" },
    basis: "system",
    details: { sequence: head.sequence, digest: anchorDigest(line), keyId: key.keyId },
  });
  return head.sequence;
}

async function requireAnchored(line: string, ports: AnchorPorts): Promise<void> {
  const { key, folder, db } = ports;
  const anchor = readAnchor(line, new Map([[key.keyId, key.publicKey]]));
  if (!anchor.ok) {
    // One of an earlier key is for the verification to judge; one that is no anchor is not built upon.
    if (anchor.error === "unknown-key") return;
    return contradict(ports, 0, `the newest anchor in ${folder} is not as it was written`);
  }
  const { sequence, hash } = anchor.value;
  const point = await chainPoint(db, sequence);
  if (point?.hash.toString("hex") !== hash)
    return contradict(ports, sequence, `record ${sequence} is not as it was anchored`);
}

async function contradict(
  { trail, now }: AnchorPorts,
  sequence: number,
  message: string,
): Promise<never> {
  await trail.record({
    occurredAt: now(),
    action: "audit:verified",
    outcome: "failed",
    actor: { kind: "system" },
    basis: "system",
    details: { reason: "anchor-contradicted", sequence },
  });
  throw new TrailContradicted(`${message}; run npm run audit:verify`);
}
