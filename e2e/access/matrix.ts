import { needsStepUp, type Permission, PERMISSION_RULES, can } from "#models/access/permission";
import { defaultAlertPolicy } from "#models/alerts/alert-policy";
import type { AlertId, BedId, EncounterId, TechnicalAlarmId, UnitId } from "#models/shared/ids";
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
  technicalAlarmId: TechnicalAlarmId;
}

export interface Rule {
  /**
   * Who gets through: holders of the permission, or of any of several; whoever is signed in; whoever is
   * on the way in, or has come in by an issued password; anybody; machines alone; or nobody of the matrix, for want of what they have not begun.
   */
  to:
    | Permission
    | readonly Permission[]
    | "signed-in"
    | "enrolling"
    | "pending"
    | "awaiting-password"
    | "anyone"
    | "gateways"
    | "nobody";
  /** The endpoint names a unit: a permission that holds in one's own units alone does not reach another. */
  isOfUnit?: boolean;
  /** The unit stands in what is sent, which is looked at only after a second factor was asked for. */
  isUnitSent?: boolean;
  /** Of the server's own routes, which are asked with GET otherwise. */
  isPosted?: boolean;
  /** Sent as a form, not as JSON. */
  isForm?: boolean;
  /** Whoever is signed in has this step behind them and is sent on. */
  leadsOn?: boolean;
  /** Overrides what the permission says: looking at a page takes no fresh second factor. */
  needsStepUp?: boolean;
  /** It asks for something that is not there: who may ask is told so, and nobody else. */
  isAbsent?: boolean;
  /** The path's parameters and query, or what is sent. */
  ask?: (place: Place) => { path?: string; body?: unknown; query?: string };
}

export type Outcome = "let-in" | "sign-in" | "forbidden" | "step-up";

/** Of nobody and nothing. */
export const STRANGER = "018f0000-0000-7000-8000-000000000000";

/** A page of an administrator or officer: nothing of one unit. */
const page = (to: Rule["to"]): Rule => ({ to, needsStepUp: false });
/** Sent with something that never parses, so that nothing changes: who may is asked before what was sent. */
const command = (to: Rule["to"], needsStepUp?: boolean): Rule => ({
  to,
  ...(needsStepUp !== undefined && { needsStepUp }),
  ask: () => ({ path: STRANGER, body: { unlikely: true } }),
});
const ofUnit = (to: Permission): Rule => ({
  to,
  isOfUnit: true,
  ask: ({ unitCode }) => ({ query: `unit=${unitCode}` }),
});
const ofPatient = (to: Permission, query?: string): Rule => ({
  to,
  isOfUnit: true,
  ask: ({ encounterId }) => ({ path: encounterId, ...(query && { query }) }),
});

const lastHour = () => ({
  from: new Date(Date.now() - 3_600_000).toISOString(),
  to: new Date().toISOString(),
});
/** Of what nobody has read or given: who may is told that it does not go together. */
const signing = (more: object = {}): Rule => ({
  to: "handover:write",
  isOfUnit: true,
  ask: ({ unitId }) => ({ body: { unitId, ...lastHour(), ...more } }),
});

const ofNoRoster = (to: Rule["to"], more: object = {}): Rule => ({
  to,
  ask: () => ({ body: { rosterId: STRANGER, ...more } }),
});

const ADMIN = "app/(dashboard)/admin";
const CAPACITY = "app/(dashboard)/capacity";
const ACCOUNT = "app/(dashboard)/account";
const SECURITY = "app/(dashboard)/security";
const EMERGENCY = "app/(dashboard)/emergency-access/actions.ts";
const ESCALATION = "app/(dashboard)/capacity/escalation/actions.ts";
const ROSTER_IMPORT = "app/(dashboard)/roster/import/actions.ts";
const WALL = "app/(dashboard)/wall/displays/actions.ts";
const FACTORS = "app/_components/second-factor";
const SIGN_IN = "app/(auth)/sign-in/actions.ts";
const NEW_PASSWORD = "app/(auth)/sign-in/new-password/actions.ts";

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
  "page /handover": {
    to: "handover:read",
    isOfUnit: true,
    ask: ({ unitCode }) => ({ query: `unit=${unitCode}` }),
  },
  "page /downtime": page("downtime-report:read"),
  "page /capacity": page("capacity:read"),
  "page /capacity/arrivals": page("capacity:read"),
  "page /capacity/flu": page("capacity:read"),
  "page /capacity/what-if": page("capacity:read"),
  "page /capacity/what-if/compare": page("capacity:read"),
  "page /capacity/staffed-beds": page("capacity:read"),
  "page /capacity/beds": page("capacity:read"),
  "page /capacity/escalation": page("capacity:read"),
  "page /capacity/escalation/rules": page("capacity:read"),
  "page /capacity/nurses": page("capacity:read"),
  "page /capacity/accuracy": page("capacity:read"),
  "page /capacity/reports": page("capacity:read"),
  "page /capacity/reports/respiratory": page("capacity:read"),
  "page /capacity/reports/situation": page("capacity:read"),
  "page /roster": page("roster:read"),
  "page /roster/[rosterId]": {
    ...page("roster:read"),
    isAbsent: true,
    ask: () => ({ path: STRANGER }),
  },
  "page /my-shifts": page("own-shifts:read"),
  "page /roster/cost": page("roster:read"),
  "page /roster/approvals": page("roster:repair"),
  "page /roster/import": page("roster:plan"),
  "page /alerts/next": page("unit:watch"),
  "page /alerts/budget": ofUnit("alert:read"),
  "page /alerts/policy": ofUnit("alert:read"),
  "page /alerts/report": ofUnit("alert:read"),
  "page /models": page("model:read"),
  "page /patients/[encounterId]": ofPatient("unit:watch"),
  "page /sign-in/second-factor": page("signed-in"),
  "page /sign-in/enrol": { to: "enrolling", needsStepUp: false },
  "page /sign-in/new-password": {
    to: "awaiting-password",
    needsStepUp: false,
    leadsOn: true,
  },
  "page /step-up": page("signed-in"),
  "page /account": page("signed-in"),
  "page /account/password": page("signed-in"),
  "page /account/second-factors": page("signed-in"),
  "page /emergency-access": page("emergency-access:begin"),
  "page /wall/displays": page("wall:manage"),
  // Holds nothing: what a screen shows comes over a socket that takes the cookie of a paired screen alone.
  "page /wall": page("anyone"),
  "page /security": page("incident:read"),
  "page /security/audit": page("audit:read"),
  "page /security/audit/patients": page("audit:read"),
  "page /security/audit/patients/[encounterId]": {
    ...page("audit:read"),
    ask: ({ encounterId }) => ({ path: encounterId }),
  },
  "page /security/emergency-access": page("emergency-access:review"),
  "page /security/incidents/[incidentId]": {
    ...page("incident:read"),
    isAbsent: true,
    ask: () => ({ path: STRANGER }),
  },
  "page /security/integrity": page("incident:read"),
  // Inside the officers' pages, so that an administrator has another way to the same list.
  "page /security/sessions": page("incident:read"),
  "page /admin": page("user:manage"),
  "page /admin/gateways": page("gateway:manage"),
  "page /admin/roles": page("user:manage"),
  "page /admin/units": page("unit:manage"),
  "page /admin/quarantine": page("quarantine:manage"),
  "page /admin/sessions": page("user:manage"),

  "GET /patients/[encounterId]/trends": ofPatient("unit:watch", "range=1h"),
  "GET /patients/[encounterId]/trends.csv": ofPatient("encounter:export", "range=1h"),
  "GET /handover/export": {
    to: "handover:read",
    isOfUnit: true,
    needsStepUp: true,
    ask: ({ unitCode }) => ({ query: `unit=${unitCode}&${new URLSearchParams(lastHour())}` }),
  },
  "GET /downtime/[unitCode]": {
    to: "downtime-report:read",
    isOfUnit: true,
    ask: ({ unitCode }) => ({ path: unitCode }),
  },
  "GET /capacity/arrivals/arrivals.csv": { to: "capacity:export" },
  "GET /capacity/export/[table]": { to: "capacity:export", ask: () => ({ path: "occupancy" }) },
  "GET /capacity/escalation/export/[table]": {
    to: "capacity:export",
    ask: () => ({ path: "parameters" }),
  },
  "GET /capacity/staffed-beds/export/[table]": {
    to: "capacity:export",
    ask: () => ({ path: "units" }),
  },
  "GET /capacity/what-if/scenarios.csv": page("capacity:export"),
  "GET /capacity/what-if/compare/comparison.csv": page("capacity:export"),
  "GET /alerts/budget/history": ofUnit("alert:read"),
  "GET /capacity/accuracy/accuracy.csv": page("capacity:export"),
  "GET /alerts/report/report.csv": ofUnit("alert:read"),
  "GET /capacity/flu/flu.csv": page("capacity:export"),
  "GET /capacity/beds/beds.csv": page("capacity:export"),
  "GET /capacity/nurses/nurses.csv": { to: "capacity:export" },
  "GET /roster/[rosterId]/roster.csv": {
    to: "roster:export",
    isAbsent: true,
    ask: () => ({ path: STRANGER }),
  },
  "GET /roster/cost/export/[table]": { to: "roster:export", ask: () => ({ path: "shifts" }) },
  "GET /capacity/reports/respiratory/respiratory.csv": { to: "capacity:export" },
  "GET /capacity/reports/situation/[table]": {
    to: "capacity:export",
    ask: () => ({ path: "beds" }),
  },
  "GET /security/audit/export/[format]": { to: "audit:export", ask: () => ({ path: "csv" }) },
  "GET /security/audit/verification": page("audit:read"),
  "GET /security/incidents/[incidentId]/export": {
    to: "incident:read",
    isAbsent: true,
    ask: () => ({ path: STRANGER }),
  },
  "GET /models/[model]/card": {
    ...page("model:read"),
    ask: () => ({ path: "deterioration" }),
  },
  "GET /api/session": page("signed-in"),
  "POST /api/session/touch": page("signed-in"),
  "GET /api/auth/[...nextauth]": { to: "anyone", ask: () => ({ path: "csrf" }) },
  "POST /api/auth/[...nextauth]": { to: "anyone", isForm: true, ask: () => ({ path: "signout" }) },
  "server /api/health": page("anyone"),
  "server /api/ready": page("anyone"),
  "server /api/csp-report": { to: "anyone", isPosted: true },
  "server /api/wall/pair": { to: "anyone", isPosted: true },
  // Known by the secret of its link alone, which nobody of the matrix has.
  "server /api/calendar.ics": { to: "anyone", isAbsent: true },
  "server /api/ingest/vitals": { to: "gateways", isPosted: true, ask: () => ({ body: {} }) },

  [`action ${CAPACITY}/what-if/actions.ts#keepScenario`]: command("capacity-plan:manage"),
  [`action ${CAPACITY}/what-if/actions.ts#replaceScenario`]: command("capacity-plan:manage"),
  [`action ${CAPACITY}/what-if/actions.ts#removeScenario`]: command("capacity-plan:manage"),
  [`action ${CAPACITY}/what-if/actions.ts#bringBackScenario`]: command("capacity-plan:manage"),
  [`action ${ROSTER_IMPORT}#previewImport`]: command("roster:plan"),
  [`action ${ROSTER_IMPORT}#carryOutImport`]: command("roster:plan"),
  [`action ${ROSTER_IMPORT}#setPlace`]: command("roster:plan"),
  [`action ${CAPACITY}/staffed-beds/actions.ts#setStaffedBeds`]: command("capacity-plan:manage"),
  [`action ${CAPACITY}/reports/respiratory/actions.ts#saveReport`]: command("capacity-plan:manage"),
  [`action ${CAPACITY}/reports/respiratory/actions.ts#submitReport`]:
    command("capacity-plan:manage"),
  [`action ${ESCALATION}#markAction`]: command("capacity:read"),
  [`action ${ESCALATION}#saveRules`]: command("escalation:manage"),

  [`action ${ADMIN}/users/actions.ts#addUser`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#changeUser`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#disableAccount`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#enableAccount`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#unlockAccount`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#renewPassword`]: command("user:manage"),
  [`action ${ADMIN}/users/actions.ts#endUserSessions`]: command("session:manage"),
  [`action ${ADMIN}/users/actions.ts#removeFactorsOf`]: command("user:manage"),
  [`action ${ADMIN}/sessions/actions.ts#endOneSession`]: command("session:manage"),
  [`action ${ADMIN}/gateways/actions.ts#addOneGateway`]: command("gateway:manage"),
  [`action ${ADMIN}/gateways/actions.ts#bindOneCertificate`]: command("gateway:manage"),
  [`action ${ADMIN}/gateways/actions.ts#revokeOneGateway`]: command("gateway:manage"),
  [`action ${ADMIN}/gateways/actions.ts#rotateToken`]: command("gateway:manage"),
  [`action ${ACCOUNT}/actions.ts#endMyOtherSessions`]: command("signed-in", true),
  [`action ${ACCOUNT}/actions.ts#endMySession`]: command("signed-in", true),
  [`action ${ACCOUNT}/password/actions.ts#changePassword`]: command("signed-in"),
  [`action ${ACCOUNT}/second-factors/actions.ts#renameFactor`]: command("signed-in"),
  [`action ${ACCOUNT}/second-factors/actions.ts#removeFactor`]: command("signed-in", true),
  [`action ${ACCOUNT}/second-factors/actions.ts#renewCodes`]: command("signed-in", true),
  [`action ${EMERGENCY}#findByRecord`]: command("emergency-access:begin"),
  [`action ${EMERGENCY}#beginAccess`]: command("emergency-access:begin"),
  [`action ${EMERGENCY}#endAccess`]: command("signed-in"),
  [`action ${EMERGENCY}#noteNotices`]: command(["unit:watch", "emergency-access:review"], false),
  [`action ${WALL}#addDisplay`]: {
    to: "wall:manage",
    // Its units are in what is sent, which is looked at after a second factor was asked for.
    ask: ({ unitId }) => ({
      body: { name: "Hall", unitIds: [unitId], secondsPerUnit: 20, colorScheme: "dark" },
    }),
  },
  [`action ${WALL}#changeDisplay`]: command("wall:manage"),
  [`action ${WALL}#issueLink`]: command("wall:manage"),
  [`action ${WALL}#revokeDisplay`]: command("wall:manage"),
  [`action ${SECURITY}/audit/actions.ts#askForVerification`]: command("audit:read"),
  [`action ${SECURITY}/emergency-access/actions.ts#closeReview`]:
    command("emergency-access:review"),
  [`action ${SECURITY}/incidents/actions.ts#closeIncident`]: command("incident:manage"),
  [`action ${SECURITY}/incidents/actions.ts#contain`]: command("incident:manage"),
  [`action ${SECURITY}/incidents/actions.ts#lift`]: command("incident:manage"),
  [`action ${SECURITY}/incidents/actions.ts#takeIncident`]: command("incident:manage"),
  [`action ${SECURITY}/incidents/actions.ts#tickStep`]: command("incident:manage"),
  [`action ${SECURITY}/incidents/actions.ts#writeNote`]: command("incident:manage"),
  [`action ${FACTORS}/enrol-actions.ts#addPasskey`]: command("enrolling", true),
  [`action ${FACTORS}/enrol-actions.ts#addTotp`]: command("enrolling", true),
  [`action ${FACTORS}/enrol-actions.ts#offerPasskey`]: command("enrolling", true),
  [`action ${FACTORS}/enrol-actions.ts#offerTotp`]: command("enrolling", true),
  [`action ${FACTORS}/step-up-actions.ts#askPasskeyAgain`]: command("signed-in"),
  [`action ${FACTORS}/step-up-actions.ts#offerStepUp`]: command("signed-in"),
  [`action ${FACTORS}/step-up-actions.ts#requireFreshFactor`]: command("signed-in", true),
  [`action ${FACTORS}/step-up-actions.ts#showFactorAgain`]: command("signed-in"),
  [`action ${SIGN_IN}#askAnyPasskey`]: command("anyone"),
  [`action ${SIGN_IN}#askOwnPasskey`]: command("pending"),
  [`action ${NEW_PASSWORD}#replaceIssuedPassword`]: command("awaiting-password"),
  [`action ${ADMIN}/units/actions.ts#createUnit`]: command("unit:manage"),
  [`action ${ADMIN}/units/actions.ts#createBed`]: command("unit:manage"),
  [`action ${ADMIN}/units/actions.ts#closeBed`]: command("unit:manage"),
  [`action ${ADMIN}/units/actions.ts#reopenBed`]: command("unit:manage"),
  [`action ${ADMIN}/quarantine/actions.ts#replayMessage`]: command("quarantine:manage"),
  [`action ${ADMIN}/quarantine/actions.ts#discardMessage`]: command("quarantine:manage"),
  "action app/(dashboard)/alerts/actions.ts#giveDisposition": {
    to: "alert:acknowledge",
    isOfUnit: true,
    ask: ({ alertId }) => ({ body: { alertId, disposition: "artefact" } }),
  },
  "action app/(dashboard)/handover/actions.ts#saveSection": {
    to: "handover:write",
    isOfUnit: true,
    ask: ({ unitId, encounterId }) => ({
      body: {
        ...{ unitId, encounterId, section: "background", text: "Of the matrix.", version: 0 },
        ...lastHour(),
      },
    }),
  },
  "action app/(dashboard)/handover/actions.ts#signAsGiver": signing({ seen: 999_999 }),
  "action app/(dashboard)/handover/actions.ts#signAsReceiver": signing(),
  "action app/(dashboard)/handover/actions.ts#takeBack": signing(),
  "action app/(dashboard)/patients/[encounterId]/acuity-actions.ts#overrideAcuity": {
    to: "acuity:override",
    isOfUnit: true,
    ask: ({ encounterId }) => ({
      path: encounterId,
      body: { encounterId, acuityClass: 3, reason: "other" },
    }),
  },
  "action app/(dashboard)/patients/[encounterId]/acuity-actions.ts#withdrawOverride": {
    to: "acuity:override",
    isOfUnit: true,
    ask: ({ encounterId }) => ({
      path: encounterId,
      body: { encounterId, acuityOverrideId: STRANGER },
    }),
  },
  // Based on a version that there is not, so that nothing changes.
  "action app/(dashboard)/alerts/policy/actions.ts#savePolicy": {
    to: "alert-policy:manage",
    isOfUnit: true,
    isUnitSent: true,
    ask: ({ unitId }) => ({
      body: { unitId, basedOn: 100_000, policy: defaultAlertPolicy("ward") },
    }),
  },
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
  "event alert:answer": {
    to: "alert:acknowledge",
    isOfUnit: true,
    ask: ({ alertId }) => ({ body: { alertId, seen: "high", answer: { type: "acknowledge" } } }),
  },
  "event technical-alarm:see": {
    to: "alert:acknowledge",
    isOfUnit: true,
    ask: ({ technicalAlarmId }) => ({ body: { technicalAlarmId } }),
  },
  // Only with an emergency access that runs, which nobody of the matrix has begun.
  "event encounter:watch": {
    to: "nobody",
    ask: ({ encounterId }) => ({ body: { encounterId } }),
  },
  "event encounter:leave": {
    to: "signed-in",
    ask: ({ encounterId }) => ({ body: { encounterId } }),
  },
  "event encounter:forecast": {
    to: "unit:watch",
    isOfUnit: true,
    ask: ({ encounterId }) => ({ body: { encounterId } }),
  },
  "event bed-board:watch": { to: "capacity:read", ask: () => ({ body: {} }) },
  "event bed-board:leave": { to: "signed-in", ask: () => ({ body: {} }) },
  // Of a bed that nobody has blocked, so that nothing changes.
  "event bed:act": {
    to: ["bed:manage", "bed:coordinate"],
    isOfUnit: true,
    ask: ({ bedId }) => ({ body: { type: "unblock", bed: { bedId, version: 0 } } }),
  },
  // Of a roster that there is not: who may ask is told so.
  "event roster:watch": ofNoRoster("roster:read"),
  "event roster:leave": ofNoRoster("signed-in"),
  "event roster:act": {
    to: "roster:plan",
    ask: () => ({ body: { type: "undo", rosterId: STRANGER } }),
  },
  "event roster:history": ofNoRoster("roster:read"),
  "event roster:compare": ofNoRoster("roster:read", { from: 0 }),
  "event roster:version": ofNoRoster("roster:read", { version: 0 }),
  "event roster:solve": ofNoRoster("roster:plan", { seconds: 1, seed: 1, keepsPast: true }),
  "event roster:cancel-solve": ofNoRoster("roster:plan", { jobId: STRANGER }),
  "event roster-gaps:watch": { to: "roster:read", ask: () => ({ body: {} }) },
  "event my-shifts:watch": { to: "own-shifts:read", ask: () => ({ body: {} }) },
  "event my-shifts:swap-options": {
    to: "own-shifts:request",
    ask: () => ({ body: { rosterId: STRANGER, day: 0 } }),
  },
  "event my-shifts:swap-effect": {
    to: "own-shifts:request",
    ask: () => ({ body: { swapId: STRANGER } }),
  },
  "event my-shifts:place-hindrances": {
    to: "own-shifts:request",
    ask: () => ({ body: { rosterId: STRANGER } }),
  },
  // Of a wish and a swap that there are not, so that nothing changes.
  "event my-shifts:act": {
    to: "own-shifts:request",
    ask: () => ({ body: { type: "withdraw-wish", wishId: STRANGER } }),
  },
  "event roster-approvals:watch": { to: "roster:repair", ask: () => ({ body: {} }) },
  "event roster-approvals:act": {
    to: "roster:repair",
    ask: () => ({ body: { type: "decline-swap", swapId: STRANGER, reason: "Of nobody." } }),
  },
  "event open-shifts:watch": { to: "roster:repair", ask: () => ({ body: {} }) },
  // Of shifts and offers that there are not, so that nothing changes.
  "event open-shift:candidates": {
    to: "roster:repair",
    ask: () => ({ body: { openShiftId: STRANGER, all: false } }),
  },
  "event sick-call:repairs": {
    to: "roster:repair",
    ask: () => ({ body: { sickCallId: STRANGER } }),
  },
  "event sick-call:act": {
    to: "roster:repair",
    ask: () => ({ body: { type: "close", openShiftId: STRANGER } }),
  },
  "event own-offers:watch": { to: "own-shifts:read", ask: () => ({ body: {} }) },
  "event shift-offer:answer": {
    to: "own-shifts:request",
    ask: () => ({ body: { shiftOfferId: STRANGER, answer: "decline" } }),
  },
  "event incidents:watch": { to: "incident:read", ask: () => ({ body: {} }) },
  "event session:touch": { to: "signed-in", ask: () => ({ body: {} }) },
};

/** What must happen, from the rule alone. */
export function expectedOutcome(rule: Rule, { role, state }: Principal, place: Place): Outcome {
  const { to } = rule;
  if (to === "anyone") return "let-in";
  if (to === "gateways") return "sign-in";
  if (state === "pending") return to === "pending" || to === "enrolling" ? "let-in" : "sign-in";
  if (state === "awaiting-password") return to === "awaiting-password" ? "let-in" : "sign-in";
  if (state !== "live" && state !== "stale") return "sign-in";
  if (to === "pending" || to === "awaiting-password") return rule.leadsOn ? "let-in" : "sign-in";
  if (to === "nobody") return "forbidden";

  const isForEverybody = to === "signed-in" || to === "enrolling";
  const wanted = isForEverybody ? [] : typeof to === "string" ? [to] : to;
  if (!isForEverybody && !wanted.some((permission) => can(role, permission))) return "forbidden";
  const reachesAll = wanted.some(
    (permission) => can(role, permission) && PERMISSION_RULES[permission].scope === "hospital",
  );
  const takesStepUp = rule.needsStepUp ?? wanted.some(needsStepUp);
  const isAskedFirst = takesStepUp && state === "stale";
  if (isAskedFirst && rule.isUnitSent) return "step-up";
  if (rule.isOfUnit && !place.isOwn && !reachesAll) return "forbidden";
  return isAskedFirst ? "step-up" : "let-in";
}
