import type { AuditAction, StoredAuditEvent } from "../audit/audit-event";
import type { IncidentKind } from "./incident-kind";
import { THRESHOLDS, type Threshold } from "./threshold";

/** What one event adds to a window: to whose it belongs, and what is counted there once. */
interface Sighting {
  key: string;
  value: string;
}

export interface Detector {
  name: string;
  kind: IncidentKind;
  threshold: Threshold;
  /** Undefined when the event is of no concern to it. */
  read(event: StoredAuditEvent): Sighting | undefined;
}

/** Why it was refused or failed, as whoever recorded it calls it. */
const reasonOf = ({ details }: StoredAuditEvent) => details?.["reason"] ?? details?.["cause"];
const actorId = ({ actor }: StoredAuditEvent) => (actor.kind === "user" ? actor.userId : undefined);
/** For detectors that count events, each is another. */
const itself = ({ sequence }: StoredAuditEvent) => String(sequence);

/** A sighting when both are known: what cannot be attributed is counted for nobody. */
const sighting = (key: string | undefined, value: string | undefined): Sighting | undefined =>
  key !== undefined && value !== undefined ? { key, value } : undefined;

const READS_OF_PATIENT: ReadonlySet<AuditAction> = new Set(["patient:viewed", "trends:viewed"]);
const CHANGES_OF_RIGHTS: ReadonlySet<AuditAction> = new Set([
  "user:created",
  "user:changed",
  "user:enabled",
  "user:unlocked",
]);
const IS_NO_SIGN_IN = /^(?!sign-in:|second-factor:|step-up:|gateway:)/;

/**
 * Asked for somebody's data in vain, whether it is not theirs or not there: a probe cannot tell. What
 * failed for another reason, as when the database was away, is nobody's probe.
 */
const isRefusedPatient = (event: StoredAuditEvent): boolean =>
  IS_NO_SIGN_IN.test(event.action) &&
  event.outcome !== "permitted" &&
  (reasonOf(event) === "not-found" ||
    (event.outcome === "refused" && event.encounterId !== undefined));

const isRefused = (event: StoredAuditEvent): boolean =>
  event.outcome === "refused" &&
  IS_NO_SIGN_IN.test(event.action) &&
  !isRefusedPatient(event) &&
  reasonOf(event) !== "session-ended";

export const DETECTORS: readonly Detector[] = [
  {
    name: "accounts-from-one-address",
    kind: "credential-stuffing",
    threshold: THRESHOLDS.accountsFromOneAddress,
    read: (event) =>
      event.action === "sign-in:failed" ? sighting(event.address, event.subjectUserId) : undefined,
  },
  {
    name: "unknown-accounts-from-one-address",
    kind: "credential-stuffing",
    threshold: THRESHOLDS.attemptsOnUnknownAccounts,
    read: (event) =>
      event.action === "sign-in:failed" && event.subjectUserId === undefined
        ? sighting(event.address, itself(event))
        : undefined,
  },
  {
    name: "addresses-on-one-account",
    kind: "distributed-guessing",
    threshold: THRESHOLDS.addressesOnOneAccount,
    read: (event) =>
      event.action === "sign-in:failed" ? sighting(event.subjectUserId, event.address) : undefined,
  },
  {
    name: "addresses-of-one-person",
    kind: "impossible-concurrency",
    threshold: THRESHOLDS.addressesAtOnce,
    read: (event) =>
      event.actor.kind === "user" && event.actor.sessionId && event.outcome === "permitted"
        ? sighting(event.actor.userId, event.address)
        : undefined,
  },
  {
    name: "uses-of-ended-session",
    kind: "session-replay",
    threshold: THRESHOLDS.usesOfEndedSession,
    read: (event) =>
      reasonOf(event) === "session-ended" ? sighting(sessionOf(event), itself(event)) : undefined,
  },
  {
    name: "uses-of-revoked-token",
    kind: "gateway-token-replay",
    threshold: THRESHOLDS.usesOfRevokedToken,
    read: (event) =>
      event.action === "gateway:refused" ? sighting(gatewayOf(event), itself(event)) : undefined,
  },
  {
    name: "unknown-tokens-from-one-address",
    kind: "access-refusals",
    threshold: THRESHOLDS.unknownTokens,
    read: (event) =>
      event.action === "gateway:refused" && gatewayOf(event) === undefined
        ? sighting(event.address, itself(event))
        : undefined,
  },
  {
    name: "counter-regressions",
    kind: "authenticator-cloned",
    threshold: THRESHOLDS.counterRegressions,
    read: (event) =>
      isFactorFailure(event) && reasonOf(event) === "counter-regression"
        ? sighting(holderOf(event), itself(event))
        : undefined,
  },
  {
    name: "reused-codes",
    kind: "second-factor-replay",
    threshold: THRESHOLDS.reusedCodes,
    read: (event) =>
      isFactorFailure(event) && reasonOf(event) === "reused"
        ? sighting(holderOf(event), itself(event))
        : undefined,
  },
  {
    name: "encounters-opened",
    kind: "patient-enumeration",
    threshold: THRESHOLDS.encountersOpened,
    read: (event) =>
      READS_OF_PATIENT.has(event.action) && event.outcome === "permitted"
        ? sighting(actorId(event), event.encounterId)
        : undefined,
  },
  {
    name: "encounters-refused",
    kind: "encounter-probing",
    threshold: THRESHOLDS.encountersRefused,
    read: (event) =>
      isRefusedPatient(event)
        ? sighting(actorId(event), event.encounterId ?? itself(event))
        : undefined,
  },
  {
    name: "exports",
    kind: "mass-export",
    threshold: THRESHOLDS.exports,
    read: (event) =>
      event.action.endsWith(":exported") && event.outcome === "permitted"
        ? sighting(actorId(event), itself(event))
        : undefined,
  },
  {
    name: "failed-verifications",
    kind: "audit-chain-broken",
    threshold: THRESHOLDS.failedVerifications,
    read: (event) =>
      event.action === "audit:verified" && event.outcome !== "permitted"
        ? sighting("trail", itself(event))
        : undefined,
  },
  {
    name: "broken-seals",
    kind: "sealed-value-changed",
    threshold: THRESHOLDS.brokenSeals,
    // By value: each process that comes upon it says so, as often as it is started.
    read: (event) =>
      event.action === "seal:broken" ? sighting("seals", sealedValueOf(event)) : undefined,
  },
  {
    name: "refused-models",
    kind: "model-refused",
    threshold: THRESHOLDS.refusedModels,
    read: (event) =>
      event.action === "model:loaded" && event.outcome !== "permitted"
        ? sighting("deterioration", itself(event))
        : undefined,
  },
  {
    name: "emergency-accesses",
    kind: "emergency-access-burst",
    threshold: THRESHOLDS.emergencyAccesses,
    read: (event) =>
      event.action === "emergency-access:began" && event.outcome === "permitted"
        ? sighting(actorId(event), itself(event))
        : undefined,
  },
  {
    name: "refusals",
    kind: "access-refusals",
    threshold: THRESHOLDS.refusals,
    read: (event) =>
      isRefused(event) ? sighting(actorId(event) ?? event.address, itself(event)) : undefined,
  },
  {
    name: "privilege-changes",
    kind: "privilege-change-burst",
    threshold: THRESHOLDS.privilegeChanges,
    read: (event) =>
      CHANGES_OF_RIGHTS.has(event.action) && event.outcome === "permitted"
        ? sighting(actorId(event), event.subjectUserId ?? itself(event))
        : undefined,
  },
];

/** A passkey may be the whole sign-in. */
const isFactorFailure = ({ action }: StoredAuditEvent): boolean =>
  action === "second-factor:failed" || action === "step-up:failed" || action === "sign-in:failed";

/** Whose factor it was: at sign-in nobody has proved yet who acts. */
const holderOf = (event: StoredAuditEvent) => event.subjectUserId ?? actorId(event);

const sealedValueOf = ({ details, sequence }: StoredAuditEvent): string =>
  `${details?.["field"] ?? sequence} ${details?.["rowId"] ?? ""}`;

function sessionOf({ actor, details }: StoredAuditEvent): string | undefined {
  if (actor.kind === "user" && actor.sessionId) return actor.sessionId;
  const named = details?.["sessionId"];
  return typeof named === "string" ? named : undefined;
}

/** The gateway a refused token belonged to; a token that never was one's has none. */
export function gatewayOf({ actor, details }: StoredAuditEvent): string | undefined {
  if (actor.kind === "gateway") return actor.name;
  const named = details?.["gateway"];
  return typeof named === "string" ? named : undefined;
}
