import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import type { ClaimedIdentity } from "#models/messages/identity";
import { type Refusal, type RefusalCode, refusal } from "#models/messages/refusal";
import { type Result, err, ok } from "#models/shared/result";
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
import { decodeContent } from "../hl7/character-set";
import { type AcceptedHeader, type MessageHeader, checkHeader, readHeader } from "../hl7/header";
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
import { moveEncounter } from "./move-encounter";
import {
  type ObservationRecorder,
  type UnplacedEncounter,
  createObservationRecorder,
} from "./observation-recorder";
import type { EncounterDirectory, LiveFeed, PlacedEncounter } from "./ports";

export interface IngestOptions {
  pool: pg.Pool;
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
  openConversation(): Conversation;
  /** The rejection of a message that was not read to its end. */
  refuseTooLarge(begin: Uint8Array): Promise<readonly string[]>;
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
  const { pool, directory, live, log, now } = options;
  const readTimestamp = createTimestampReader(options.hospitalTimeZone);
  const acknowledge: Acknowledger = createAcknowledger(randomBytes(4).toString("hex"), now);
  const recorder = createObservationRecorder({ pool, live, log });
  const past = createPastEncounterFinder({ pool, now });
  const quarantine = new GroupCommit(
    async (messages: readonly RefusedMessage[]) => {
      const lost = await holdMessages(pool, messages);
      if (lost > 0)
        log.error({ lost, mostHeld: MOST_HELD }, "quarantine is full: messages not kept");
      return messages.map(() => "held" as const);
    },
    { mostPerGroup: 200 },
  );

  const open = (content: Uint8Array): Opened => openText(decodeContent(content));

  function openText(text: string): Opened {
    const receivedAt = now();
    const message = readMessage(text.trimStart());
    const msh = message && findSegment(message, "MSH");
    if (!message || !msh)
      return { text, receivedAt, header: NO_HEADER, refused: refusal("not-hl7", "MSH") };

    const header = readHeader(msh);
    const checked = checkHeader(header, msh, readTimestamp);
    return checked.ok
      ? { text, receivedAt, header, refused: undefined, message, accepted: checked.value }
      : { text, receivedAt, header, refused: checked.error };
  }

  /** Undefined: taken. */
  async function take(opened: Opened): Promise<Refusal | undefined> {
    if (opened.refused) return opened.refused;
    return opened.accepted.content === "observations"
      ? takeObservations(opened.message, opened.accepted, opened.receivedAt)
      : takeMove(opened.message, opened.accepted, opened.text);
  }

  async function takeObservations(
    message: Hl7Message,
    { header, sentAt }: AcceptedHeader,
    receivedAt: number,
  ): Promise<Refusal | undefined> {
    const identity = readIdentity(message);
    const placed = findEncounter(directory, identity);
    if (!placed.ok && !NOT_IN_A_BED.has(placed.error.code)) return placed.error;
    const read = readObservations(message, sentAt, readTimestamp);

    const found = await placeInTime(placed, identity, read, sentAt);
    if (!found.ok) return found.error;
    const encounter = found.value;
    const { encounterId } = encounter;
    const toRow = (observation: RejectedObservation): RejectedRow => ({
      sender: header.sender,
      controlId: header.controlId,
      position: observation.position,
      encounterId,
      code: observation.code,
      reason: observation.reason,
      value: observation.value,
      unit: observation.unit,
      observedAt:
        observation.observedAt === undefined ? undefined : new Date(observation.observedAt),
    });
    const outcome = await recorder.record({
      encounter,
      sentAt,
      receivedAt,
      observations: read.observations,
      withdrawals: read.withdrawals.map((each) => ({
        kind: each.kind,
        observedAt: each.observedAt,
        isDeliberate: each.isDeliberate,
        trace: toRow(each),
      })),
      rejections: read.rejections.map(toRow),
    });
    return outcome === "stored" ? undefined : outcome;
  }

  /** Whom the values are about: now, as the directory says, unless they are of another time. */
  async function placeInTime(
    placed: Result<PlacedEncounter, Refusal>,
    identity: ClaimedIdentity,
    { observations, withdrawals }: ReadObservations,
    sentAt: number,
  ): Promise<Result<PlacedEncounter | UnplacedEncounter, Refusal>> {
    const observed = withdrawals.length === 0 ? observations : [...observations, ...withdrawals];
    if (!placed.ok) {
      const encounterId = await past.ofAbsent(identity, observed);
      return encounterId === undefined ? placed : ok({ encounterId });
    }
    // A visit number says which stay is meant. Without one the patient, or the bed, may have had another.
    if (identity.visitNumber !== undefined || !isLate(observed, sentAt)) return placed;
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
    const { sender, controlId, type } = accepted.header;
    const receipt = {
      sender,
      controlId,
      type: `${type}^${event.value.code}`,
      digest: digestOf(text),
    };
    const moved = await moveEncounter(pool, event.value, receipt);
    if (!moved.ok) return moved.error;
    if (moved.value.length > 0) await live.encountersMoved(moved.value);
    return undefined;
  }

  const hold = ({ text, header }: Opened, refused: Refusal) =>
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

  async function answer(opened: Opened): Promise<readonly string[]> {
    const refused = await take(opened);
    if (refused) await hold(opened, refused);
    return acknowledge(opened.header, refused);
  }

  function openConversation(): Conversation {
    const inHand = new Set<Promise<unknown>>();
    let lastMove: Promise<unknown> | undefined;

    // Observations go side by side into the same commit. A move waits for those before it, and those
    // after it wait for the move: they are about the hospital as it is then.
    const receive = (content: Uint8Array): Promise<readonly string[]> => {
      const opened = open(content);
      const isMove = !opened.refused && opened.accepted.content !== "observations";
      const before = isMove ? Promise.allSettled([...inHand]) : lastMove;
      const run = () => answer(opened);
      const answered = before ? before.then(run, run) : run();

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

  async function refuseTooLarge(begin: Uint8Array): Promise<readonly string[]> {
    const opened = open(begin);
    const refused = refusal("too-large");
    await hold(opened, refused);
    return acknowledge(opened.header, refused);
  }

  async function replayRequested(): Promise<number> {
    let replayed = 0;
    for (const { quarantineId, content } of await replayRequests(pool, MOST_REPLAYED_AT_ONCE)) {
      const refused = await take(openText(content));
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

const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();
