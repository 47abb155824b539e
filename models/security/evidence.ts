import { z } from "zod";
import { EncounterId, SessionId, UserId } from "../shared/ids";

/** The newest are kept: an attack that goes on for hours must not grow its own record without end. */
const KEPT = 200;

/**
 * What an incident rests on: numbers of audit records and the ids in them. It names nobody, because it
 * is kept for years and read by people who may not see patients.
 */
export const Evidence = z.object({
  firstAt: z.coerce.date(),
  lastAt: z.coerce.date(),
  /** How many different things the detector counted: accounts, addresses, encounters, events. */
  distinct: z.int().min(0),
  auditSequences: z.array(z.int().min(0)),
  actorIds: z.array(UserId),
  subjectIds: z.array(UserId),
  sessionIds: z.array(SessionId),
  encounterIds: z.array(EncounterId),
  addresses: z.array(z.string().max(64)),
  gateways: z.array(z.string().max(200)),
  /** Labels of protected files, never where they lie. */
  files: z.array(z.string().max(200)),
});
export type Evidence = z.infer<typeof Evidence>;

const LISTS = [
  "actorIds",
  "subjectIds",
  "sessionIds",
  "encounterIds",
  "addresses",
  "gateways",
  "files",
] as const;

/** The two together. Taking the same in twice changes nothing. */
export function mergeEvidence(before: Evidence, more: Evidence): Evidence {
  const merged: Evidence = {
    ...before,
    firstAt: before.firstAt < more.firstAt ? before.firstAt : more.firstAt,
    lastAt: before.lastAt > more.lastAt ? before.lastAt : more.lastAt,
    distinct: Math.max(before.distinct, more.distinct),
    auditSequences: newest(before.auditSequences, more.auditSequences).sort((a, b) => a - b),
  };
  for (const list of LISTS)
    Object.assign(merged, { [list]: newest<string>(before[list], more[list]) });
  return merged;
}

const newest = <T>(before: readonly T[], more: readonly T[]): T[] =>
  [...new Set([...before, ...more])].slice(-KEPT);

export const evidenceAt = (at: Date, given: Partial<Evidence> = {}): Evidence => ({
  firstAt: at,
  lastAt: at,
  distinct: 1,
  auditSequences: [],
  actorIds: [],
  subjectIds: [],
  sessionIds: [],
  encounterIds: [],
  addresses: [],
  gateways: [],
  files: [],
  ...given,
});
