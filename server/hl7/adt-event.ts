import type { EncounterClass, Sex } from "#models/encounters/demographics";
import type { ClaimedIdentity } from "#models/messages/identity";
import { type Refusal, refusal } from "#models/messages/refusal";
import { type Result, err, ok } from "#models/shared/result";
import { MS_PER_HOUR } from "#models/shared/time-range";
import type { AdtEvent } from "#db/encounters";
import type { Demographics } from "#db/patients";
import { type AcceptedHeader, type AdtEventCode, findAdtEvent } from "./header";
import { type Hl7Message, type Hl7Segment, findSegment } from "./hl7-message";
import { readIdentity } from "./identity";
import type { TimestampReader } from "./timestamp";

const SEX: Readonly<Record<string, Sex>> = { F: "female", M: "male", O: "other", A: "other" };

/** The event's clock and that of the interface engine which sends it are often two. */
const MOST_AHEAD_MS = MS_PER_HOUR;

const CANCELS = new Set<AdtEventCode>(["A11", "A12", "A13"]);

/** Events whose PV1-2 says what kind of episode this is; the others leave it as it stands. */
const CLASS: Readonly<Record<string, EncounterClass>> = {
  I: "inpatient",
  E: "emergency",
  O: "outpatient",
};

/**
 * An admission, transfer, discharge, update or cancel as the hospital must carry it out. What the
 * event cannot do without is checked here; whether it fits the hospital's state, in db/encounters.
 */
export function readAdtEvent(
  message: Hl7Message,
  { content, sentAt }: AcceptedHeader,
  readTimestamp: TimestampReader,
): Result<AdtEvent, Refusal> {
  const code = findAdtEvent(content);
  if (!code) return err(refusal("unsupported-type", "MSH", 9));
  const pid = findSegment(message, "PID");
  if (!pid) return err(refusal("missing-segment", "PID"));
  const pv1 = findSegment(message, "PV1");
  if (!pv1) return err(refusal("missing-segment", "PV1"));

  const identity = readIdentity(message);
  const [medicalRecord] = identity.medicalRecords;
  if (medicalRecord === undefined) return err(refusal("missing-field", "PID", 3));
  const visitNumber = identity.visitNumber ?? (pid.text(18).trim() || undefined);
  if (visitNumber === undefined) return err(refusal("missing-field", "PV1", 19));

  const event = {
    code,
    visitNumber,
    medicalRecords: identity.medicalRecords,
    demographics: readDemographics(pid),
    class: classOf(code, pv1),
    location: toLocation(identity.location),
  };
  return readTimes(message, pv1, sentAt, readTimestamp, event);
}

const toLocation = (location: ClaimedIdentity["location"]): AdtEvent["location"] =>
  location && { unitCode: location.unitCode, bedLabel: location.bed || location.room };

function classOf(code: AdtEventCode, pv1: Hl7Segment): EncounterClass | undefined {
  const stated = CLASS[pv1.text(2)];
  if (code === "A06") return "inpatient";
  if (code === "A07") return stated === "emergency" ? "emergency" : "outpatient";
  if (code === "A01") return stated ?? "inpatient";
  if (code === "A04") return stated ?? "outpatient";
  return undefined;
}

function readTimes(
  message: Hl7Message,
  pv1: Hl7Segment,
  sentAt: number,
  readTimestamp: TimestampReader,
  event: Omit<AdtEvent, "occurredAt" | "admittedAt">,
): Result<AdtEvent, Refusal> {
  const evn = findSegment(message, "EVN");
  const discharged = event.code === "A03" ? pv1.text(45) : "";
  // In a cancel EVN-6 may be the time of the event that is taken back; EVN-2 is that of the cancel.
  const order = CANCELS.has(event.code) ? [2, 6] : [6, 2];
  const stated = order.map((position) => evn?.text(position) ?? "").find((text) => text !== "");
  const occurredText = discharged || stated || "";
  const occurredAt = occurredText === "" ? sentAt : readTimestamp(occurredText, "day");
  if (occurredAt === undefined)
    return err(
      discharged ? refusal("malformed-field", "PV1", 45) : refusal("malformed-field", "EVN", 2),
    );

  // Taken, it would put every true event of the next hours or days out of sequence.
  if (occurredAt > sentAt + MOST_AHEAD_MS)
    return err(
      discharged ? refusal("in-the-future", "PV1", 45) : refusal("in-the-future", "EVN", 2),
    );

  const admittedText = pv1.text(44);
  const admittedAt = admittedText === "" ? occurredAt : readTimestamp(admittedText, "day");
  if (admittedAt === undefined) return err(refusal("malformed-field", "PV1", 44));

  return ok({ ...event, occurredAt: new Date(occurredAt), admittedAt: new Date(admittedAt) });
}

const plain = (text: string): string => (text === '""' ? "" : text.trim()).slice(0, 200);

function readDemographics(pid: Hl7Segment): Demographics {
  return {
    familyName: plain(pid.text(5, 1)),
    givenName: plain(pid.text(5, 2)),
    bornOn: readDate(pid.text(7)),
    sex: SEX[pid.text(8)] ?? "unknown",
  };
}

/** A calendar date needs no zone: whatever time of day is written after it, the day stands. */
function readDate(text: string): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(text);
  if (!match) return undefined;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)
    ? undefined
    : date;
}
