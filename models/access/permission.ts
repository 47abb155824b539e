import type { Role } from "./role";

/** Everything the system lets a person do. Each is checked on the server, beside the data. */
export type Permission =
  | "unit:watch" // see the beds, signs and scores of one's units
  | "alert:read"
  | "alert:acknowledge" // and whatever else is done about an alert
  | "alert-policy:manage" // what raises an alert in one's units, who is asked, how long it may wait
  | "encounter:prescribe-oxygen-scale"
  | "acuity:override" // set a patient's workload class for a time
  | "encounter:export" // a patient's signs as a file
  | "handover:read"
  | "handover:write" // word it, give it and receive it
  | "downtime-report:read" // the census on files, for when nothing else is there
  | "wall:manage" // displays on the ward's wall: beds without people
  | "capacity:read" // beds, census, forecasts and nurse demand of the whole hospital: counts, no patient
  | "capacity:export" // the same as files
  | "bed:manage" // assign, reserve, clean and block the beds of one's units
  | "bed:coordinate" // the same in every unit, without seeing who lies there
  | "capacity-plan:manage" // scenarios, staffed beds, and what a forecast rests on
  | "escalation:manage" // what makes an escalation level, and what is to be done at it
  | "roster:read" // rosters of one's units; of all, for whoever plans or exports them
  | "roster:plan" // make rosters: cells, rules, staff, absences, and let the solver work
  | "roster:publish" // tell the staff, and lock what was worked
  | "roster:export" // rosters, costs and hours as files
  | "roster:repair" // fill a shift that somebody cannot work: in one's units, or wherever one plans
  | "own-shifts:read" // one's own shifts, and the published rosters of one's units
  | "own-shifts:request" // wishes, leave and swaps of one's own
  | "emergency-access:begin" // a patient outside one's units, with a reason, for an hour at most
  | "emergency-access:review"
  | "audit:read"
  | "audit:export"
  | "incident:read"
  | "incident:manage" // own, comment, close, and contain: end sessions, lock, revoke, freeze
  | "user:manage"
  | "session:manage"
  | "unit:manage"
  | "gateway:manage"
  | "model:read" // the models' cards and how they do in service: no patient
  | "quarantine:manage"; // metadata of held messages, replay and discard; never their content

interface PermissionRule {
  /** Where it holds: in the units one is assigned to, or wherever the system is. */
  scope: "own-units" | "hospital";
  /** Whether carrying it out takes a second factor of the last five minutes; looking at the page does not. */
  needsStepUp: boolean;
}

export const PERMISSION_RULES: Readonly<Record<Permission, PermissionRule>> = {
  "unit:watch": { scope: "own-units", needsStepUp: false },
  "alert:read": { scope: "own-units", needsStepUp: false },
  "alert:acknowledge": { scope: "own-units", needsStepUp: false },
  "alert-policy:manage": { scope: "own-units", needsStepUp: true },
  "encounter:prescribe-oxygen-scale": { scope: "own-units", needsStepUp: false },
  "acuity:override": { scope: "own-units", needsStepUp: false },
  "encounter:export": { scope: "own-units", needsStepUp: true },
  "handover:read": { scope: "own-units", needsStepUp: false },
  "handover:write": { scope: "own-units", needsStepUp: false },
  "downtime-report:read": { scope: "own-units", needsStepUp: false },
  "wall:manage": { scope: "own-units", needsStepUp: true },
  "capacity:read": { scope: "hospital", needsStepUp: false },
  "capacity:export": { scope: "hospital", needsStepUp: false },
  "bed:manage": { scope: "own-units", needsStepUp: false },
  "bed:coordinate": { scope: "hospital", needsStepUp: false },
  "capacity-plan:manage": { scope: "hospital", needsStepUp: false },
  "escalation:manage": { scope: "hospital", needsStepUp: true },
  "roster:read": { scope: "own-units", needsStepUp: false },
  "roster:plan": { scope: "hospital", needsStepUp: false },
  "roster:publish": { scope: "hospital", needsStepUp: false },
  "roster:export": { scope: "hospital", needsStepUp: false },
  "roster:repair": { scope: "own-units", needsStepUp: false },
  "own-shifts:read": { scope: "own-units", needsStepUp: false },
  "own-shifts:request": { scope: "own-units", needsStepUp: false },
  "emergency-access:begin": { scope: "hospital", needsStepUp: true },
  "emergency-access:review": { scope: "hospital", needsStepUp: false },
  "audit:read": { scope: "hospital", needsStepUp: false },
  "audit:export": { scope: "hospital", needsStepUp: true },
  "incident:read": { scope: "hospital", needsStepUp: false },
  "incident:manage": { scope: "hospital", needsStepUp: true },
  "user:manage": { scope: "hospital", needsStepUp: true },
  "session:manage": { scope: "hospital", needsStepUp: true },
  "unit:manage": { scope: "hospital", needsStepUp: true },
  "gateway:manage": { scope: "hospital", needsStepUp: true },
  "model:read": { scope: "hospital", needsStepUp: false },
  "quarantine:manage": { scope: "hospital", needsStepUp: false },
};

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  "charge-nurse": [
    "unit:watch",
    "alert:read",
    "alert:acknowledge",
    "alert-policy:manage",
    "encounter:prescribe-oxygen-scale",
    "acuity:override",
    "encounter:export",
    "handover:read",
    "handover:write",
    "downtime-report:read",
    "wall:manage",
    "capacity:read",
    "bed:manage",
    "roster:read",
    "roster:repair",
    "own-shifts:read",
    "own-shifts:request",
    "emergency-access:begin",
    "model:read",
  ],
  nurse: [
    "unit:watch",
    "alert:read",
    "alert:acknowledge",
    "handover:read",
    "handover:write",
    "acuity:override",
    "own-shifts:read",
    "own-shifts:request",
    "emergency-access:begin",
    "model:read",
  ],
  administrator: [
    "capacity:read",
    "capacity:export",
    "bed:coordinate",
    "capacity-plan:manage",
    "escalation:manage",
    "roster:read",
    "roster:export",
    "model:read",
  ],
  scheduler: [
    "capacity:read",
    "roster:read",
    "roster:plan",
    "roster:publish",
    "roster:export",
    "roster:repair",
  ],
  "security-officer": [
    "audit:read",
    "audit:export",
    "incident:read",
    "incident:manage",
    "emergency-access:review",
    "session:manage",
    "model:read",
  ],
  "system-admin": [
    "user:manage",
    "session:manage",
    "unit:manage",
    "gateway:manage",
    "quarantine:manage",
    "model:read",
  ],
};

export const can = (role: Role, permission: Permission): boolean =>
  ROLE_PERMISSIONS[role].includes(permission);

export const needsStepUp = (permission: Permission): boolean =>
  PERMISSION_RULES[permission].needsStepUp;
