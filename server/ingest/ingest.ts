import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import type { ClaimedIdentity } from "#models/messages/identity";
import { type Refusal, type RefusalCode, refusal } from "#models/messages/refusal";
import type { EncounterId } from "#models/shared/ids";
import { type Result, err, ok } from "#models/shared/result";
import type { Identifiers } from "#db/encryption/identifiers";
import {
  MOST_HELD,
  type RefusedMessage,
  holdAgain,
  holdMessages,
  markReplayed,
  replayRequests,
} from "#db/quarantine";
import type { RejectedRow } from "#db/vital-signs";
import { type Acknowledger, createAcknowledger } from "../hl7/acknowledgement";
import { readAdtEvent } from "../hl7/adt-event";
import { readAppointmentEvent } from "../hl7/appointment-event";
import { decodeContent } from "../hl7/character-set";
import {
  type AcceptedHeader,
  type AppointmentEventCode,
  type MessageHeader,
  checkHeader,
  findAppointmentEvent,
  readHeader,
} from "../hl7/header";
import { type Hl7Message, findSegment } from "../hl7/hl7-message";
import { readIdentity } from "../hl7/identity";
import {
  type ReadObservations,
  type RejectedObservation,
  readObservations,
} from "../hl7/observations";
import { readMessage } from "../hl7/read-message";
import { createTimestampReader } from "../hl7/timestamp";
import type { Logger } from "../logger";
import { findEncounter } from "./find-encounter";
import { createPastEncounterFinder, isLate } from "./find-past-encounter";
import { GroupCommit } from "./group-commit";
import { type Receipt, moveEncounter } from "./move-encounter";
import {
  type ObservationRecorder,
  type RecordOutcome,
  type UnplacedEncounter,
  createObservationRecorder,
} from "./observation-recorder";
import type { EncounterDirectory, LiveFeed, PlacedEncounter } from "./ports";
import { recordAppointment } from "./record-appointment";

export interface IngestOptions {
  pool: pg.Pool;
  identifiers: Identifiers;
  directory: EncounterDirectory;
  live: LiveFeed;
  hospitalTimeZone: string;
  log: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

/** One sender's messages in their order. */
export interface Conversation {
  /**
   * The acknowledgements of one message, after its commit; none when the sender wants none.
   *
   * @throws when the database is away: nothing may be answered then, and the sender keeps the message.
   */
  receive(content: Uint8Array): Promise<readonly string[]>;
}

export interface Ingest {
  /** `sender`: who it is by proof. Without one a message is from whom it says it is from. */
  openConversation(sender?: string): Conversation;
  /** The rejection of a message that was not read to its end. */
  refuseTooLarge(begin: Uint8Array, sender?: string): Promise<readonly string[]>;
  /** Tries the quarantined messages again that somebody asked for; how many went through. */
  replayRequested(): Promise<number>;
  recorder: ObservationRecorder;
  directory: EncounterDirectory;
  /** Resolves when everything taken in is stored. */
  drain(): Promise<void>;
}

const NO_HEADER: MessageHeader = {
  sender: "",
  sendingApplication: "",
  sendingFacility: "",
  receivingApplication: "",
  receivingFacility: "",
  type: "",
  event: "",
  controlId: "",
  processingId: "",
  version: "",
  acceptCondition: "",
  applicationCondition: "",
};

type Opened = { text: string; header: MessageHeader; receivedAt: number } & (
  { refused: Refusal } | { refused: undefined; message: Hl7Message; accepted: AcceptedHeader }
);

const MOST_REPLAYED_AT_ONCE = 100;
/** Nobody in a bed is meant; perhaps somebody who was in one. */
const NOT_IN_A_BED = new Set<RefusalCode>(["unknown-patient", "unknown-visit"]);

/** Everything that happens to a message between the socket and its acknowledgement. */
export function createIngest(options: IngestOptions): Ingest {
  const { pool, identifiers, directory, live, log, now } = options;
  const readTimestamp = createTimestampReader(options.hospitalTimeZone);
  const acknowledge: Acknowledger = createAcknowledger(randomBytes(4).toString("hex"), now);
  const recorder = createObservationRecorder({ pool, identifiers, live, log });
  const past = createPastEncounterFinder({ pool, identifiers, now });
  const quarantine = new GroupCommit(
    async (messages: readonly RefusedMessage[]) => {
      const lost = await holdMessages(pool, identifiers, messages);
      if (lost > 0)
        log.error({ lost, mostHeld: MOST_HELD }, "quarantine is full: messages not kept");
      return messages.map(() => "held" as const);
    },
    { mostPerGroup: 200 },
  );

  const open = (content: Uint8Array, sender?: string): Opened =>
    openText(decodeContent(content), sender);

  function openText(text: string, sender?: string): Opened {
    const receivedAt = now();
    const message = readMessage(text.trimStart());
    const msh = message && findSegment(message, "MSH");
    if (!message || !msh)
      return {
        text,
        receivedAt,
        header: { ...NO_HEADER, ...(sender && { sender }) },
        refused: refusal("not-hl7", "MSH"),
      };

    const header = { ...readHeader(msh), ...(sender && { sender }) };
    const checked = checkHeader(header, msh, readTimestamp);
    return checked.ok
      ? { text, receivedAt, header, refused: undefined, message, accepted: checked.value }
      : { text, receivedAt, header, refused: checked.error };
  }

  // Between here and the commit, thousands of messages may wait. Nothing on the way holds on to more of
  // them than it needs: what was parsed would outlive the young generation and be collected dearly.

  /** Undefined: taken. */
  function take(opened: Opened): Promise<Refusal | undefined> {
    if (opened.refused) return Promise.resolve(opened.refused);
    const { message, accepted, receivedAt, text } = opened;
    if (accepted.content === "observations") return takeObservations(message, accepted, receivedAt);
    const code = findAppointmentEvent(accepted.content);
    return code
      ? takeAppointment(message, { ...accepted, code }, text)
      : takeMove(message, accepted, text);
  }

  function takeObservations(
    message: Hl7Message,
    { header, sentAt }: AcceptedHeader,
    receivedAt: number,
  ): Promise<Refusal | undefined> {
    const identity = readIdentity(message);
    const placed = findEncounter(directory, identity);
    if (!placed.ok && !NOT_IN_A_BED.has(placed.error.code)) return Promise.resolve(placed.error);
    const read = readObservations(message, sentAt, readTimestamp);

    const sent = { header, sentAt, receivedAt };
    return isOfNow(placed, identity, read, sentAt)
      ? record(placed, read, sent)
      : placeInTime(placed, identity, read).then((found) => record(found, read, sent));
  }

  function record(
    found: Result<PlacedEncounter | UnplacedEncounter, Refusal>,
    { observations, withdrawals, rejections }: ReadObservations,
    { header, sentAt, receivedAt }: { header: MessageHeader; sentAt: number; receivedAt: number },
  ): Promise<Refusal | undefined> {
    if (!found.ok) return Promise.resolve(found.error);
    const encounter = found.value;
    const toRow = (observation: RejectedObservation) =>
      toRejectedRow(observation, header, encounter.encounterId);
    return recorder
      .record({
        encounter,
        sentAt,
        receivedAt,
        observations,
        withdrawals: withdrawals.map((each) => ({
          kind: each.kind,
          observedAt: each.observedAt,
          isDeliberate: each.isDeliberate,
          trace: toRow(each),
        })),
        rejections: rejections.map(toRow),
      })
      .then(refusalOf);
  }

  /** Whom the values are about when the directory's answer for now may not be the one for then. */
  async function placeInTime(
    placed: Result<PlacedEncounter, Refusal>,
    identity: ClaimedIdentity,
    read: ReadObservations,
  ): Promise<Result<PlacedEncounter | UnplacedEncounter, Refusal>> {
    const observed = observedIn(read);
    if (!placed.ok) {
      const encounterId = await past.ofAbsent(identity, observed);
      return encounterId === undefined ? placed : ok({ encounterId });
    }
    const encounterId = await past.atTheTime(identity, observed);
    if (encounterId === placed.value.encounterId) return placed;
    if (encounterId !== undefined) return ok({ encounterId });
    return identity.medicalRecords.length > 0 ? placed : err(refusal("unknown-patient", "PV1", 3));
  }

  async function takeMove(
    message: Hl7Message,
    accepted: AcceptedHeader,
    text: string,
  ): Promise<Refusal | undefined> {
    const event = readAdtEvent(message, accepted, readTimestamp);
    if (!event.ok) return event.error;
    const receipt = receiptOf(accepted.header, text);
    const at = new Date(now());
    const moved = await moveEncounter(pool, identifiers, event.value, receipt, at);
    if (!moved.ok) return moved.error;
    if (moved.value.length > 0) await live.encountersMoved(moved.value);
    return undefined;
  }

  async function takeAppointment(
    message: Hl7Message,
    accepted: AcceptedHeader & { code: AppointmentEventCode },
    text: string,
  ): Promise<Refusal | undefined> {
    const appointment = readAppointmentEvent(message, accepted, readTimestamp);
    if (!appointment.ok) return appointment.error;
    return recordAppointment(pool, appointment.value, receiptOf(accepted.header, text));
  }

  const hold = (text: string, header: MessageHeader, refused: Refusal) =>
    quarantine.submit({
      sender: header.sender,
      controlId: header.controlId,
      type: header.event === "" ? header.type : `${header.type}^${header.event}`,
      code: refused.code,
      segment: refused.segment,
      field: refused.field,
      content: text,
      digest: digestOf(text),
    });

  // Async so that a fault in reading fails this message alone; it waits for nothing, so it keeps nothing.
  async function answer(opened: Opened): Promise<readonly string[]> {
    return settle(take(opened), opened.text, opened.header);
  }

  async function settle(
    taking: Promise<Refusal | undefined>,
    text: string,
    header: MessageHeader,
  ): Promise<readonly string[]> {
    const refused = await taking;
    if (refused) await hold(text, header, refused);
    return acknowledge(header, refused);
  }

  function answerAfter(before: Promise<unknown>, opened: Opened): Promise<readonly string[]> {
    const run = () => answer(opened);
    return before.then(run, run);
  }

  function openConversation(sender?: string): Conversation {
    const inHand = new Set<Promise<unknown>>();
    let lastMove: Promise<unknown> | undefined;

    // Observations go side by side into the same commit. A move waits for those before it, and those
    // after it wait for the move: they are about the hospital as it is then.
    const receive = (content: Uint8Array): Promise<readonly string[]> => {
      const opened = open(content, sender);
      const isMove = !opened.refused && opened.accepted.content !== "observations";
      const before = isMove ? Promise.allSettled([...inHand]) : lastMove;
      const answered = before ? answerAfter(before, opened) : answer(opened);

      inHand.add(answered);
      if (isMove) lastMove = answered;
      const settle = () => {
        inHand.delete(answered);
        if (lastMove === answered) lastMove = undefined;
      };
      answered.then(settle, settle);
      return answered;
    };
    return { receive };
  }

  async function refuseTooLarge(begin: Uint8Array, sender?: string): Promise<readonly string[]> {
    const opened = open(begin, sender);
    const refused = refusal("too-large");
    await hold(opened.text, opened.header, refused);
    return acknowledge(opened.header, refused);
  }

  async function replayRequested(): Promise<number> {
    let replayed = 0;
    const requests = await replayRequests(pool, identifiers, MOST_REPLAYED_AT_ONCE);
    for (const { quarantineId, sender, content } of requests) {
      const refused =
        content === null ? refusal("not-readable") : await take(openText(content, sender));
      if (refused) await holdAgain(pool, quarantineId, refused);
      else if (await markReplayed(pool, quarantineId)) replayed += 1;
    }
    return replayed;
  }

  return {
    openConversation,
    refuseTooLarge,
    replayRequested,
    recorder,
    directory,
    drain: async () => {
      await recorder.drain();
      await quarantine.drain();
    },
  };
}

const refusalOf = (outcome: RecordOutcome): Refusal | undefined =>
  outcome === "stored" ? undefined : outcome;

const observedIn = ({ observations, withdrawals }: ReadObservations) =>
  withdrawals.length === 0 ? observations : [...observations, ...withdrawals];

/**
 * Whether the one whom the directory names is surely meant. A visit number says which stay it is;
 * without one the patient, or the bed, may have had another when late values were observed.
 */
const isOfNow = (
  placed: Result<PlacedEncounter, Refusal>,
  identity: ClaimedIdentity,
  read: ReadObservations,
  sentAt: number,
): boolean =>
  placed.ok && (identity.visitNumber !== undefined || !isLate(observedIn(read), sentAt));

const toRejectedRow = (
  { position, code, reason, value, unit, observedAt }: RejectedObservation,
  { sender, controlId }: MessageHeader,
  encounterId: EncounterId,
): RejectedRow => ({
  sender,
  controlId,
  position,
  encounterId,
  code,
  reason,
  value,
  unit,
  observedAt: observedAt === undefined ? undefined : new Date(observedAt),
});

const receiptOf = ({ sender, controlId, type, event }: MessageHeader, text: string): Receipt => ({
  ...{ sender, controlId },
  type: `${type}^${event}`,
  digest: digestOf(text),
});

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();
