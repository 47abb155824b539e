import type {
  AppointmentSlot,
  AppointmentState,
  ScheduledAppointment,
} from "#models/appointments/appointment";
import { type Refusal, refusal } from "#models/messages/refusal";
import { type Result, err, ok } from "#models/shared/result";
import { MS_PER_DAY } from "#models/shared/time-range";
import type { AppointmentEventCode } from "./header";
import { type Hl7Message, type Hl7Segment, findSegment } from "./hl7-message";
import type { TimestampReader } from "./timestamp";

/** What each trigger event of HL7 v2, chapter 10, leaves an appointment as. */
const STATE_AFTER: Readonly<Record<AppointmentEventCode, AppointmentState>> = {
  S12: "booked", // notification of a new appointment
  S13: "booked", // rescheduled
  S14: "booked", // modified
  S15: "cancelled",
  S17: "deleted",
  S26: "missed", // the patient did not show up
};

/** Longer is a slip: a start of one year and an end of another. */
const LONGEST_MS = 7 * MS_PER_DAY;

const MS_PER_UNIT: Readonly<Record<string, number>> = {
  s: 1_000,
  sec: 1_000,
  m: 60_000, // of the old code table of durations; in UCUM a metre
  min: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
};

/**
 * An appointment as a SIU message says it is. Only the scheduling segments are read: of the patient, the
 * persons and the reason, which the message also carries, nothing.
 */
export function readAppointmentEvent(
  message: Hl7Message,
  { code, sentAt }: { code: AppointmentEventCode; sentAt: number },
  readTimestamp: TimestampReader,
): Result<ScheduledAppointment, Refusal> {
  const sch = findSegment(message, "SCH");
  if (!sch) return err(refusal("missing-segment", "SCH"));
  const number = numberOf(sch);
  if (number === undefined) return err(refusal("missing-field", "SCH", 1));

  const state = STATE_AFTER[code];
  const usual = usualTime(message, sch, readTimestamp);
  if (!usual.ok) return usual;
  const slots = readSlots(message, usual.value, readTimestamp);
  if (!slots.ok) return slots;
  // Of an end one need not know when it would have been; of a booking that is the point.
  if (state === "booked" && slots.value.length === 0)
    return err(refusal("missing-field", "TQ1", 7));
  return ok({ number, state, slots: slots.value, saidAt: new Date(sentAt) });
}

/** The filler is who keeps the appointment book, so its number is the one that stays (10.6.1.2). */
function numberOf(sch: Hl7Segment): string | undefined {
  const number = sch.text(2).trim() || sch.text(1).trim();
  if (number === "") return undefined;
  const occurrence = sch.text(3).trim();
  return (occurrence === "" ? number : `${number}#${occurrence}`).slice(0, 200);
}

interface Times {
  from: number;
  to: number;
}

/** When the appointment as a whole is: TQ1-7 and -8, before 2.5 SCH-11.4 and .5; what is missing of it undefined. */
function usualTime(
  message: Hl7Message,
  sch: Hl7Segment,
  readTimestamp: TimestampReader,
): Result<Times | undefined, Refusal> {
  const tq1 = findSegment(message, "TQ1");
  const [segment, field, startText, endText] =
    tq1 && tq1.text(7) !== ""
      ? (["TQ1", 7, tq1.text(7), tq1.text(8)] as const)
      : (["SCH", 11, sch.text(11, 4), sch.text(11, 5)] as const);
  if (startText === "") return ok(undefined);

  const lastsMs = durationOf(sch.text(9), sch.text(10));
  const times = readTimes(startText, endText, lastsMs, readTimestamp);
  return times === undefined ? err(refusal("malformed-field", segment, field)) : ok(times);
}

/** A slot for each place (AIL), else one for each service (AIS), else one without a place. */
function readSlots(
  message: Hl7Message,
  usual: Times | undefined,
  readTimestamp: TimestampReader,
): Result<AppointmentSlot[], Refusal> {
  const places = message.segments.filter(({ name }) => name === "AIL");
  if (places.length === 0) return ok(usual ? [toSlot(null, usual)] : []);
  const slots: AppointmentSlot[] = [];
  for (const ail of places) {
    const times = timesOf(ail, { start: 6, duration: 9, unit: 10 }, usual, readTimestamp);
    if (times === "malformed") return err(refusal("malformed-field", "AIL", 6));
    if (times) slots.push(toSlot(placeOf(ail), times));
  }
  return ok(slots);
}

const toSlot = (place: string | null, { from, to }: Times): AppointmentSlot => ({
  place,
  startsAt: new Date(from),
  endsAt: new Date(to),
});

/** Point of care and room of AIL-3; a bed in it is not a place that is staffed. */
function placeOf(ail: Hl7Segment): string | null {
  const parts = [ail.text(3, 1), ail.text(3, 2)].map((part) => part.trim());
  return (
    parts
      .filter((part) => part !== "" && part !== '""')
      .join(" ")
      .slice(0, 100) || null
  );
}

function timesOf(
  segment: Hl7Segment,
  at: { start: number; duration: number; unit: number },
  usual: Times | undefined,
  readTimestamp: TimestampReader,
): Times | undefined | "malformed" {
  const startText = segment.text(at.start);
  if (startText === "") return usual;
  const lastsMs =
    durationOf(segment.text(at.duration), segment.text(at.unit)) ??
    (usual && usual.to - usual.from);
  return readTimes(startText, "", lastsMs, readTimestamp) ?? "malformed";
}

function readTimes(
  startText: string,
  endText: string,
  lastsMs: number | undefined,
  readTimestamp: TimestampReader,
): Times | undefined {
  const from = readTimestamp(startText, "minute");
  if (from === undefined) return undefined;
  const end = endText === "" ? undefined : readTimestamp(endText, "minute");
  if (endText !== "" && end === undefined) return undefined;
  const to = end ?? (lastsMs === undefined ? undefined : from + lastsMs);
  return to === undefined || to <= from || to - from > LONGEST_MS ? undefined : { from, to };
}

function durationOf(amountText: string, unitText: string): number | undefined {
  const amount = Number(amountText);
  const unit = MS_PER_UNIT[unitText.trim().toLowerCase() || "min"];
  return amountText !== "" && Number.isFinite(amount) && amount > 0 && unit !== undefined
    ? amount * unit
    : undefined;
}
