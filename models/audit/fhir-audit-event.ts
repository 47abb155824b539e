import type { ExportedAuditEvent } from "./audit-csv";
import type { AuditAction, AuditOutcome } from "./audit-event";

// HL7 FHIR R4, http://hl7.org/fhir/R4/auditevent.html. Codes: DICOM PS3.16 CID 400 and 401.
const DICOM = "http://dicom.nema.org/resources/ontology/DCM";
const EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
const REST = "http://hl7.org/fhir/restful-interaction";
const ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
const ENTITY_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";
const RESOURCE_TYPE = "http://hl7.org/fhir/resource-types";
const ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
const SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type";
/** Codes of our own, for what the others have no word for. */
const WARDCAST = "urn:wardcast:audit-action";
const UUID = "urn:ietf:rfc:3986";

interface Coding {
  system: string;
  code: string;
  display: string;
}

/** Create, read, update, delete, execute. */
type ActionCode = "C" | "R" | "U" | "D" | "E";

interface Kind {
  type: Coding;
  subtypes: readonly Coding[];
  action: ActionCode;
}

const dicom = (code: string, display: string): Coding => ({ system: DICOM, code, display });
const REST_TYPE: Coding = { system: EVENT_TYPE, code: "rest", display: "RESTful Operation" };
const rest = (code: string): Coding => ({ system: REST, code, display: code });

const QUERY = dicom("110112", "Query");
const EXPORT = dicom("110106", "Export");
const AUTHENTICATION = dicom("110114", "User Authentication");
const SECURITY_ALERT = dicom("110113", "Security Alert");
const APPLICATION = dicom("110100", "Application Activity");
const AUDIT_LOG_USED = dicom("110101", "Audit Log Used");

const read: Kind = { type: REST_TYPE, subtypes: [rest("read")], action: "R" };
const created: Kind = { type: REST_TYPE, subtypes: [rest("create")], action: "C" };
const updated: Kind = { type: REST_TYPE, subtypes: [rest("update")], action: "U" };
const deleted: Kind = { type: REST_TYPE, subtypes: [rest("delete")], action: "D" };
const query: Kind = { type: QUERY, subtypes: [rest("search-type")], action: "E" };
const exported: Kind = { type: EXPORT, subtypes: [], action: "R" };
const login: Kind = { type: AUTHENTICATION, subtypes: [dicom("110122", "Login")], action: "E" };
const logout: Kind = { type: AUTHENTICATION, subtypes: [dicom("110123", "Logout")], action: "E" };
const authentication: Kind = { type: AUTHENTICATION, subtypes: [], action: "E" };
const alert = (code: string, display: string): Kind => ({
  type: SECURITY_ALERT,
  subtypes: [dicom(code, display)],
  action: "E",
});
const securityAlert: Kind = { type: SECURITY_ALERT, subtypes: [], action: "E" };
const attributes = alert("110137", "User Security Attributes Changed");
const configuration = alert("110129", "Security Configuration");
const restricted = alert("110132", "Use of Restricted Function");
const activity: Kind = { type: APPLICATION, subtypes: [], action: "E" };
const application = (code: string, display: string): Kind => ({
  type: APPLICATION,
  subtypes: [dicom(code, display)],
  action: "E",
});

const KINDS: Readonly<Record<AuditAction, Kind>> = {
  "board:viewed": query,
  "bed-board:viewed": query,
  "patient:viewed": read,
  "trends:viewed": read,
  "alerts:viewed": query,
  "unit:subscribed": query,
  "unit:unsubscribed": query,
  "alert:shown": read,
  "patient:searched": query,
  "handover:viewed": query,
  "downtime-report:viewed": query,
  "alert:acknowledged": updated,
  "alert:answered": updated,
  "alert-policy:changed": configuration,
  "escalation:rules-changed": configuration,
  "escalation:action-done": updated,
  "escalation:action-reopened": updated,
  "alert:judged": updated,
  "technical-alarm:seen": updated,
  "oxygen-scale:prescribed": updated,
  "handover:written": updated,
  "handover:given": updated,
  "handover:taken-back": updated,
  "handover:received": updated,
  "acuity:overridden": updated,
  "acuity:override-withdrawn": updated,
  "scenario:saved": updated,
  "scenario:deleted": deleted,
  "staffing:changed": updated,
  "scheduling:imported": updated,
  "appointment-place:changed": updated,
  "respiratory-report:saved": updated,
  "respiratory-report:submitted": updated,
  "bed:acted": updated,
  "own-shifts:acted": updated,
  "roster-approval:decided": updated,
  "sick-call:acted": updated,
  "shift-offer:answered": updated,
  "calendar-feed:issued": updated,
  "calendar-feed:revoked": deleted,
  "roster:acted": updated,
  "roster:solved": activity,
  "trends:exported": exported,
  "handover:exported": exported,
  "audit:exported": exported,
  "incident:exported": exported,
  "model-card:exported": exported,
  "forecast-accuracy:exported": exported,
  "alert-report:exported": exported,
  "capacity:exported": exported,
  "beds:exported": exported,
  "roster:exported": exported,
  "nurse-demand:exported": exported,
  "sign-in:succeeded": login,
  "sign-in:failed": login,
  "second-factor:passed": authentication,
  "second-factor:failed": authentication,
  "second-factor:enrolled": attributes,
  "second-factor:removed": attributes,
  "recovery-codes:renewed": attributes,
  "step-up:passed": authentication,
  "step-up:failed": authentication,
  "session:ended": logout,
  "password:changed": attributes,
  "access:refused": restricted,
  "emergency-access:began": alert("110127", "Emergency Override Started"),
  "emergency-access:ended": alert("110138", "Emergency Override Stopped"),
  "emergency-access:read": query,
  "emergency-access:reviewed": updated,
  "wall:created": configuration,
  "wall:changed": configuration,
  "wall:link-issued": configuration,
  "wall:revoked": configuration,
  "wall:paired": alert("110126", "Node Authentication"),
  "wall:refused": alert("110126", "Node Authentication"),
  "wall:shown": query,
  "user:created": attributes,
  "user:changed": alert("110136", "Security Roles Changed"),
  "user:disabled": attributes,
  "user:enabled": attributes,
  "user:locked": attributes,
  "user:unlocked": attributes,
  "unit:added": created,
  "bed:added": created,
  "bed:changed": updated,
  "gateway:added": configuration,
  "gateway:rotated": configuration,
  "gateway:revoked": configuration,
  "gateway:refused": alert("110126", "Node Authentication"),
  "quarantine:settled": updated,
  "audit:read": { type: AUDIT_LOG_USED, subtypes: [], action: "R" },
  "audit:anchored": activity,
  "audit:verified": { type: AUDIT_LOG_USED, subtypes: [], action: "R" },
  "incident:opened": securityAlert,
  "incident:changed": securityAlert,
  "containment:applied": configuration,
  "containment:lifted": configuration,
  "keys:rotated": configuration,
  "seal:broken": securityAlert,
  "model:loaded": activity,
  "file:accepted": activity,
  "system:started": application("110120", "Application Start"),
  "system:stopped": application("110121", "Application Stop"),
};

/** 0 success, 4 minor failure: refused as it should be, 8 serious failure. */
const OUTCOMES: Readonly<Record<AuditOutcome, string>> = {
  permitted: "0",
  refused: "4",
  failed: "8",
};

const reference = (type: string, id: string) => ({
  type,
  identifier: { system: UUID, value: `urn:uuid:${id}` },
});

/** One record as a resource of FHIR R4. People and patients are named by id alone, as in the trail. */
export function toFhirAuditEvent(event: ExportedAuditEvent) {
  const { type, subtypes, action } = KINDS[event.action];
  const ours: Coding = { system: WARDCAST, code: event.action, display: event.action };
  return {
    resourceType: "AuditEvent" as const,
    id: event.eventId,
    type,
    subtype: [...subtypes, ours],
    action,
    period: { start: event.occurredAt.toISOString() },
    recorded: event.recordedAt.toISOString(),
    outcome: OUTCOMES[event.outcome],
    ...(event.outcome !== "permitted" && { outcomeDesc: event.outcome }),
    ...(event.basis && { purposeOfEvent: [purposeOf(event.basis)] }),
    agent: [agentOf(event)],
    source: {
      site: "Wardcast",
      observer: { display: "Wardcast" },
      type: [{ system: SOURCE_TYPE, code: "4", display: "Application Server" }],
    },
    entity: entitiesOf(event),
  };
}

export type FhirAuditEvent = ReturnType<typeof toFhirAuditEvent>;

function purposeOf(basis: NonNullable<ExportedAuditEvent["basis"]>) {
  const code =
    basis === "emergency-access"
      ? { code: "BTG", display: "break the glass" }
      : basis === "own-unit"
        ? { code: "TREAT", display: "treatment" }
        : { code: "HOPERAT", display: "healthcare operations" };
  return { coding: [{ system: ACT_REASON, ...code }], text: basis };
}

function agentOf({ actor, address, permission }: ExportedAuditEvent) {
  const network = address ? { network: { address, type: "2" } } : {};
  const policy = permission ? { policy: [`urn:wardcast:permission:${permission}`] } : {};
  const role = (code: string, display: string) => ({
    type: { coding: [{ system: PARTICIPATION, code, display }] },
  });
  switch (actor.kind) {
    case "user":
      return {
        ...role("IRCP", "information recipient"),
        who: reference("Practitioner", actor.userId),
        ...(actor.sessionId && { altId: actor.sessionId }),
        requestor: true,
        ...policy,
        ...network,
      };
    case "gateway":
      return {
        ...role("AUT", "author (originator)"),
        who: { type: "Device", display: actor.name },
        requestor: true,
        ...network,
      };
    case "system":
      return {
        ...role("PRF", "performer"),
        who: { type: "Device", display: "Wardcast" },
        requestor: false,
      };
    case "anonymous":
      return { name: "somebody unknown", requestor: true, ...network };
  }
}

function entitiesOf(event: ExportedAuditEvent) {
  const entities: object[] = [];
  if (event.encounterId)
    entities.push({
      what: reference("Encounter", event.encounterId),
      type: { system: RESOURCE_TYPE, code: "Encounter", display: "Encounter" },
      role: { system: ENTITY_ROLE, code: "4", display: "Domain Resource" },
    });
  if (event.unitId)
    entities.push({
      what: reference("Location", event.unitId),
      type: { system: RESOURCE_TYPE, code: "Location", display: "Location" },
      role: { system: ENTITY_ROLE, code: "2", display: "Location" },
    });
  if (event.subjectUserId)
    entities.push({
      what: reference("Practitioner", event.subjectUserId),
      type: { system: ENTITY_TYPE, code: "1", display: "Person" },
      role: { system: ENTITY_ROLE, code: "11", display: "Security User Entity" },
    });
  entities.push({
    type: { system: ENTITY_TYPE, code: "2", display: "System Object" },
    role: { system: ENTITY_ROLE, code: "13", display: "Security Resource" },
    name: `audit record ${event.sequence}`,
    detail: [
      { type: "sequence", valueString: String(event.sequence) },
      { type: "sha256", valueString: event.hash },
      ...Object.entries(event.details ?? {}).map(([type, value]) => ({
        type,
        valueString: String(value),
      })),
    ],
  });
  return entities;
}
