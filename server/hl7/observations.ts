import {
  FUTURE_TOLERANCE_MS,
  type ObservationRejectionReason,
  interpretObservation,
} from "#models/messages/observation";
import { findObservationKind } from "#models/messages/observation-code";
import type { Hl7Message, Hl7Segment } from "./hl7-message";
import type { TimestampReader } from "./timestamp";

/** One charted value. `correction` replaces what is stored under the same key. Time in epoch milliseconds. */
export interface ReceivedObservation {
  kind: number;
  value: number;
  observedAt: number;
  deviceIdentifier: string | undefined;
  correction: boolean;
}

/** One refused value, kept with the reason. `position` counts the OBX segments of the message from 1. */
export interface RejectedObservation {
  position: number;
  code: string;
  reason: ObservationRejectionReason;
  value: string;
  unit: string;
  observedAt: number | undefined;
}

/** A value that was sent before is no longer to be relied on. */
export interface WithdrawnObservation extends RejectedObservation {
  kind: number;
  observedAt: number;
  /** Said of this very value, not merely that none could be obtained: kept on record in any case. */
  isDeliberate: boolean;
}

export interface ReadObservations {
  observations: readonly ReceivedObservation[];
  withdrawals: readonly WithdrawnObservation[];
  rejections: readonly RejectedObservation[];
}

/** HL7 table 0085. Not asked for, still pending: the sender offers no value, so none is refused. */
const WITHOUT_VALUE = new Set(["N", "I", "O"]);
/** Deleted, or sent for the wrong patient. */
const WITHDRAWN = new Set(["D", "W"]);
/** Could not be obtained: what may have been sent for that instant before no longer stands. */
const NOT_OBTAINED = "X";

/**
 * The values of an ORU^R01, and those it takes back. The time is OBX-14, else the OBR-7 above it, else the sending time; one
 * that is more than five minutes ahead of the feed's own clock is refused.
 */
export function readObservations(
  message: Hl7Message,
  sentAt: number,
  readTimestamp: TimestampReader,
): ReadObservations {
  const observations: ReceivedObservation[] = [];
  const withdrawals: WithdrawnObservation[] = [];
  const rejections: RejectedObservation[] = [];
  const devices = new Map<string, string>();
  let position = 0;
  let groupTime = "";

  for (const segment of message.segments) {
    if (segment.name === "OBR") groupTime = segment.text(7);
    if (segment.name !== "OBX") continue;
    position += 1;
    const timeText = segment.text(14) || groupTime;
    const observedAt = timeText === "" ? sentAt : readTimestamp(timeText, "minute");
    const device = readDevice(segment, devices);
    const read = readObservation(segment, observedAt, sentAt, device);
    if (!read) continue;
    if ("isDeliberate" in read) withdrawals.push({ ...read, position });
    else if ("kind" in read) observations.push(read);
    else rejections.push({ ...read, position });
  }
  return {
    observations,
    withdrawals: withdrawals.filter(
      (each) => each.isDeliberate || !observations.some((other) => isSameKey(each, other)),
    ),
    rejections,
  };
}

/** One of two sensors that obtains nothing takes back nothing of the other. */
const isSameKey = (a: WithdrawnObservation, b: ReceivedObservation): boolean =>
  a.kind === b.kind && a.observedAt === b.observedAt;

const MOST_KEPT_TEXT = 100; // of a refused value: enough to see what it was, not a way to fill the disk

type Unplaced<Read> = Omit<Read, "position">;

function readObservation(
  obx: Hl7Segment,
  observedAt: number | undefined,
  sentAt: number,
  deviceIdentifier: string | undefined,
):
  ReceivedObservation | Unplaced<WithdrawnObservation> | Unplaced<RejectedObservation> | undefined {
  const status = obx.text(11);
  const value = obx.field(5);
  if (WITHDRAWN.has(status) || status === NOT_OBTAINED)
    return readWithdrawal(obx, observedAt, status !== NOT_OBTAINED);
  if (WITHOUT_VALUE.has(status) || value === "" || value === '""') return undefined;

  const claim = readClaim(obx);
  const interpreted = interpretObservation(claim);
  if (!interpreted.ok) return toRejection(obx, claim, observedAt, interpreted.error);
  if (observedAt === undefined) return toRejection(obx, claim, observedAt, "malformed-time");
  if (observedAt > sentAt + FUTURE_TOLERANCE_MS)
    return toRejection(obx, claim, observedAt, "in-the-future");
  return {
    ...interpreted.value,
    observedAt,
    deviceIdentifier,
    correction: status === "C",
  };
}

/**
 * OBX-18 is an EI: a EUI-64 in component 3 when component 4 says so, else whatever is in the first.
 * In PCD-01 the device names itself in its own OBX, and the signs below it, whose OBX-4 begins with
 * the same number, need not repeat it.
 */
function readDevice(obx: Hl7Segment, devices: Map<string, string>): string | undefined {
  const stated = obx.field(18);
  if (stated === "" && devices.size === 0) return undefined;
  const containment = obx.text(4);
  const system = containment.includes(".") ? containment.slice(0, containment.indexOf(".")) : "";
  if (stated === "") return system === "" ? undefined : devices.get(system);

  const isUniversal = obx.text(18, 4) === "EUI-64" && obx.text(18, 3) !== "";
  const identifier = obx.text(18, isUniversal ? 3 : 1).slice(0, MOST_KEPT_TEXT) || undefined;
  if (identifier !== undefined && system !== "") devices.set(system, identifier);
  return identifier;
}

/** Undefined for a container or a sign we do not chart that says it has no value: monitors send many. */
function readWithdrawal(obx: Hl7Segment, observedAt: number | undefined, isDeliberate: boolean) {
  const claim = readClaim(obx);
  const kind = findObservationKind(claim.code, claim.codeSystem)?.id;
  const rejection = toRejection(obx, claim, observedAt, "withdrawn");
  if (kind !== undefined && observedAt !== undefined)
    return { ...rejection, kind, observedAt, isDeliberate };
  return isDeliberate ? rejection : undefined;
}

const toRejection = (
  obx: Hl7Segment,
  claim: ReturnType<typeof readClaim>,
  observedAt: number | undefined,
  reason: ObservationRejectionReason,
): Unplaced<RejectedObservation> => ({
  code: claim.code.slice(0, MOST_KEPT_TEXT),
  reason,
  value: obx.field(5).slice(0, MOST_KEPT_TEXT),
  unit: claim.unit.slice(0, MOST_KEPT_TEXT),
  observedAt,
});

/** OBX-3 carries a second coding in components 4 to 6; it is used when the first is not one of ours. */
function readClaim(obx: Hl7Segment) {
  const firstSystem = obx.text(3, 3).trim();
  const useSecond = !KNOWN_SYSTEMS.has(firstSystem) && KNOWN_SYSTEMS.has(obx.text(3, 6).trim());
  return {
    code: obx.text(3, useSecond ? 4 : 1).trim(),
    codeSystem: useSecond ? obx.text(3, 6).trim() : firstSystem,
    // A repeated or structured value is not one number: SN sends "^182", NM may send "27~25".
    value: obx.repetitions(5) > 1 || obx.text(2) === "SN" ? obx.field(5) : obx.text(5),
    unit: obx.text(6) || "",
  };
}

const KNOWN_SYSTEMS = new Set(["LN", "MDC"]);
