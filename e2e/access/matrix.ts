import { needsStepUp, type Permission, can } from "#models/access/permission";
import type { AlertId, BedId, EncounterId, UnitId } from "#models/shared/ids";
import type { Endpoint } from "./endpoints";
import type { Principal } from "./principals";

/** Somewhere to ask about: the unit that everybody of the matrix works on, or another. */
export interface Place {
  isOwn: boolean;
  unitId: UnitId;
  unitCode: string;
  bedId: BedId;
  encounterId: EncounterId;
  alertId: AlertId;
}

export interface Rule {
  /** Who gets through: a permission's holders, whoever is signed in, anybody, or only machines. */
  to: Permission | "signed-in" | "anyone" | "gateways";
  /** The permission holds in one's own units only, and this endpoint names one. */
  isOfUnit?: boolean;
  /** Overrides what the permission says: looking at a page takes no fresh second factor. */
  needsStepUp?: boolean;
  /** The path's parameters and query, or what is sent. */
  ask?: (place: Place) => { path?: string; body?: unknown; query?: string };
}

export type Outcome = "let-in" | "sign-in" | "forbidden" | "step-up";

const STRANGER = "018f0000-0000-7000-8000-000000000000";

/** A page of an administrator or officer: nothing of one unit. */
const page = (to: Rule["to"]): Rule => ({ to, needsStepUp: false });
/** Sent with something that never parses, so that nothing changes: who may is asked before what was sent. */
const command = (to: Rule["to"]): Rule => ({ to, ask: () => ({ body: { unlikely: true } }) });
const ofPatient = (to: Permission, query?: string): Rule => ({
  to,
  isOfUnit: true,
  ask: ({ encounterId }) => ({ path: encounterId, ...(query && { query }) }),
});

const ADMIN = "app/(dashboard)/admin";

/**
 * Who may come in, for every endpoint there is. One that is not listed fails the test, and so does
 * one that is listed and gone.
 */
export const ACCESS_MATRIX: Readonly<Record<Endpoint, Rule>> = {
  "page /": page("signed-in"),
  "page /sign-in": page("anyone"),
  "page /welcome": page("signed-in"),
  "page /icu": {
    to: "unit:watch",
    isOfUnit: true,
    ask: ({ unitCode }) => ({ query: `unit=${unitCode}` }),
  },
  "page /alerts": page("alert:read"),
  "page /patients/[encounterId]": ofPatient("unit:watch"),
  "page /admin": page("user:manage"),
  "page /admin/roles": page("user:manage"),
  "page /admin/units": page("unit:manage"),
  "page /admin/quarantine": page("quarantine:manage"),
  "page /admin/sessions": page("session:manage"),

  "GET /patients/[encounterId]/trends": ofPatient("unit:watch", "range=1h"),
  "GET /patients/[encounterId]/trends.csv": ofPatient("encounter:export", "range=1h"),
  "GET /api/session": page("signed-in"),
  "POST /api/session/touch": page("signed-in"),
  "GET /api/auth/[...nextauth]": { to: "anyone", ask: () => ({ path: "csrf" }) },
  "POST /api/auth/[...nextauth]": { to: "anyone", ask: () => ({ path: "signout" }) },
  "server /api/health": page("anyone"),
  "server /api/ready": page("anyone"),
  "server /api/ingest/vitals": { to: "gateways", ask: () => ({ body: {} }) },

  [`action ${ADMIN}/users/actions.ts#addUser`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#changeUser`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#disableAccount`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#enableAccount`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#unlockAccount`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#renewPassword`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#endUserSessions`]: command("session:manage"),
  [`action ${ADMIN}/users/actions.ts#endOneSession`]: command("session:manage"),
  [`action ${ADMIN}/units/actions.ts#createUnit`]: command("unit:manage"),
  [`action ${ADMIN}/units/actions.ts#createBed`]: command("unit:manage"),
  [`action ${ADMIN}/units/actions.ts#closeBed`]: command("unit:manage"),
  [`action ${ADMIN}/units/actions.ts#reopenBed`]: command("unit:manage"),
  [`action ${ADMIN}/quarantine/actions.ts#replayMessage`]: command("quarantine:manage"),
  [`action ${ADMIN}/quarantine/actions.ts#discardMessage`]: command("quarantine:manage"),
  "action app/(dashboard)/patients/[encounterId]/actions.ts#prescribeScale": {
    to: "encounter:prescribe-oxygen-scale",
    isOfUnit: true,
    ask: ({ encounterId }) => ({ path: encounterId, body: { encounterId, scale: 1 } }),
  },

  "event unit:watch": {
    to: "unit:watch",
    isOfUnit: true,
    ask: ({ unitId }) => ({ body: { unitId } }),
  },
  // Says nothing and changes only what oneself is told.
  "event unit:leave": { to: "signed-in", ask: ({ unitId }) => ({ body: { unitId } }) },
  "event alerts:catch-up": {
    to: "alert:read",
    isOfUnit: true,
    ask: ({ unitId }) => ({ body: { unitId, afterSequence: 0 } }),
  },
  "event alert:acknowledge": {
    to: "alert:acknowledge",
    isOfUnit: true,
    ask: ({ alertId }) => ({ body: { alertId } }),
  },
  "event session:touch": { to: "signed-in", ask: () => ({ body: {} }) },
};

/** What must happen, from the rule alone. */
export function expectedOutcome(rule: Rule, { role, state }: Principal, place: Place): Outcome {
  if (rule.to === "anyone") return "let-in";
  if (rule.to === "gateways") return "sign-in";
  if (state !== "live" && state !== "stale") return "sign-in";
  if (rule.to === "signed-in") return "let-in";
  if (!can(role, rule.to)) return "forbidden";
  if (rule.isOfUnit && !place.isOwn) return "forbidden";
  const takesStepUp = rule.needsStepUp ?? needsStepUp(rule.to);
  return takesStepUp && state === "stale" ? "step-up" : "let-in";
}

export { STRANGER };
