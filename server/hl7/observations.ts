import {
  FUTURE_TOLERANCE_MS,
  type ObservationRejectionReason,
  interpretObservation,
} from "#models/messages/observation";
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

export interface ReadObservations {
  observations: readonly ReceivedObservation[];
  rejections: readonly RejectedObservation[];
}

/** HL7 table 0085. Not obtained, not asked for, still pending: the sender offers no value, so none is refused. */
const WITHOUT_VALUE = new Set(["X", "N", "I", "O"]);
/** Deleted, or sent for the wrong patient. */
const WITHDRAWN = new Set(["D", "W"]);

/**
 * The values of an ORU^R01. The time is OBX-14, else the OBR-7 above it, else the sending time; one
 * that is more than five minutes ahead of the feed's own clock is refused.
 */
export function readObservations(
  message: Hl7Message,
  sentAt: number,
  readTimestamp: TimestampReader,
): ReadObservations {
  const observations: ReceivedObservation[] = [];
  const rejections: RejectedObservation[] = [];
  let position = 0;
  let groupTime = "";

  for (const segment of message.segments) {
    if (segment.name === "OBR") groupTime = segment.text(7);
    if (segment.name !== "OBX") continue;
    position += 1;
    const timeText = segment.text(14) || groupTime;
    const observedAt = timeText === "" ? sentAt : readTimestamp(timeText, "minute");
    const read = readObservation(segment, observedAt, sentAt);
    if (!read) continue;
    if ("kind" in read) observations.push(read);
    else rejections.push({ ...read, position });
  }
  return { observations, rejections };
}

const MOST_KEPT_TEXT = 100; // of a refused value: enough to see what it was, not a way to fill the disk

function readObservation(
  obx: Hl7Segment,
  observedAt: number | undefined,
  sentAt: number,
): ReceivedObservation | Omit<RejectedObservation, "position"> | undefined {
  const status = obx.text(11);
  const value = obx.field(5);
  if (WITHOUT_VALUE.has(status) || ((value === "" || value === '""') && !WITHDRAWN.has(status)))
    return undefined;

  const claim = readClaim(obx);
  const interpreted = interpretObservation(claim);
  const reason = WITHDRAWN.has(status)
    ? "withdrawn"
    : !interpreted.ok
      ? interpreted.error
      : observedAt === undefined
        ? "malformed-time"
        : observedAt > sentAt + FUTURE_TOLERANCE_MS
          ? "in-the-future"
          : undefined;

  if (reason === undefined && interpreted.ok && observedAt !== undefined)
    return {
      ...interpreted.value,
      observedAt,
      deviceIdentifier: obx.text(18).slice(0, MOST_KEPT_TEXT) || undefined,
      correction: status === "C",
    };
  return {
    code: claim.code.slice(0, MOST_KEPT_TEXT),
    reason: reason ?? "malformed-value",
    value: value.slice(0, MOST_KEPT_TEXT),
    unit: claim.unit.slice(0, MOST_KEPT_TEXT),
    observedAt,
  };
}

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
