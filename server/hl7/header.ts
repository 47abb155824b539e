import { type Refusal, refusal } from "#models/messages/refusal";
import { type Result, err, ok } from "#models/shared/result";
import type { Hl7Segment } from "./hl7-message";
import type { TimestampReader } from "./timestamp";

/** Conditions of HL7 table 0155: always, never, on error or reject only, on success only. */
export type AcknowledgementCondition = "AL" | "NE" | "ER" | "SU";

/** What an answer needs of the message it answers; all of it may be empty when the message is poor. */
export interface MessageHeader {
  /** MSH-3 and MSH-4 as sent: who the message is from, for receipts and quarantine. */
  sender: string;
  sendingApplication: string;
  sendingFacility: string;
  receivingApplication: string;
  receivingFacility: string;
  type: string; // MSH-9.1
  event: string; // MSH-9.2
  controlId: string;
  processingId: string;
  version: string;
  acceptCondition: string; // MSH-15
  applicationCondition: string; // MSH-16
}

export function readHeader(msh: Hl7Segment): MessageHeader {
  const sendingApplication = msh.text(3);
  const sendingFacility = msh.text(4);
  return {
    sender: `${sendingApplication}|${sendingFacility}`.slice(0, 200),
    sendingApplication,
    sendingFacility,
    receivingApplication: msh.text(5),
    receivingFacility: msh.text(6),
    type: msh.text(9, 1),
    event: msh.text(9, 2),
    controlId: msh.text(10).slice(0, 199), // the longest HL7 2.8 allows
    processingId: msh.text(11, 1).trim(),
    version: msh.text(12, 1).trim(),
    acceptCondition: msh.text(15).trim(),
    applicationCondition: msh.text(16).trim(),
  };
}

/** The trigger events we act on. An ORM or a merge is no business of this door. */
export const ADT_EVENTS = [
  "A01",
  "A02",
  "A03",
  "A04",
  "A06",
  "A07",
  "A08",
  "A11",
  "A12",
  "A13",
] as const;
export type AdtEventCode = (typeof ADT_EVENTS)[number];

export const findAdtEvent = (event: string): AdtEventCode | undefined =>
  ADT_EVENTS.find((known) => known === event);

/** Of SIU, what books an appointment, moves it, or ends it (HL7 v2, chapter 10.3). */
export const APPOINTMENT_EVENTS = ["S12", "S13", "S14", "S15", "S17", "S26"] as const;
export type AppointmentEventCode = (typeof APPOINTMENT_EVENTS)[number];

export const findAppointmentEvent = (event: string): AppointmentEventCode | undefined =>
  APPOINTMENT_EVENTS.find((known) => known === event);

const VERSION = /^2\.[3-8](\.\d)?$/;
const PROCESSING_IDS = new Set(["P", "T", "D"]); // HL7 table 0103: production, training, debugging

type MessageContent = "observations" | AdtEventCode | AppointmentEventCode;

export interface AcceptedHeader {
  header: MessageHeader;
  content: MessageContent;
  /** MSH-7, epoch milliseconds; the feed's clock. */
  sentAt: number;
}

/**
 * Checks what HL7 v2 chapter 2.9.2 has a receiver check before it looks at the content: MSH-9, MSH-11
 * and MSH-12 lead to a rejection, a missing MSH-10 or unreadable MSH-7 to an error.
 */
export function checkHeader(
  header: MessageHeader,
  msh: Hl7Segment,
  readTimestamp: TimestampReader,
): Result<AcceptedHeader, Refusal> {
  if (!VERSION.test(header.version)) return err(refusal("unsupported-version", "MSH", 12));
  const content = contentOf(header);
  if (typeof content === "object") return err(content);
  if (!PROCESSING_IDS.has(header.processingId))
    return err(refusal("unsupported-processing-id", "MSH", 11));
  if (header.controlId === "") return err(refusal("missing-field", "MSH", 10));

  const sentText = msh.text(7);
  if (sentText === "") return err(refusal("missing-field", "MSH", 7));
  const sentAt = readTimestamp(sentText, "minute");
  if (sentAt === undefined) return err(refusal("malformed-field", "MSH", 7));

  return ok({ header, content, sentAt });
}

function contentOf({ type, event }: MessageHeader): MessageContent | Refusal {
  if (type === "ORU")
    return event === "R01" ? "observations" : refusal("unsupported-event", "MSH", 9);
  if (type === "ADT") return findAdtEvent(event) ?? refusal("unsupported-event", "MSH", 9);
  if (type === "SIU") return findAppointmentEvent(event) ?? refusal("unsupported-event", "MSH", 9);
  return refusal("unsupported-type", "MSH", 9);
}
