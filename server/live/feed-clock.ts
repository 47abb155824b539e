import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { RecordedMessage } from "../ingest/ports";

/** The clock of the feed of one bed, as its messages tell it. Epoch milliseconds. */
export interface FeedClock {
  /** MSH-7 of the newest message. */
  sentAt: number | undefined;
  /** The feed's clock minus ours. */
  feedOffsetMs: number;
  /** What looks like a clock that was set back, until it is sure. */
  earlierClock: EarlierClock | undefined;
}

interface EarlierClock {
  offsetMs: number;
  /** Ours, of the first message that told it. */
  since: number;
  messages: number;
}

/** Below a quarter of a second it is the network's jitter, not the clock: not worth a word. */
const JITTER_MS = 250;

/** Less far back, the old clock's time is soon reached again: nothing needs to be done. */
const SET_BACK_MS = 2 * MS_PER_MINUTE;

/**
 * A clock that was set back and a backlog that is sent late both tell times of before. A clock runs on
 * as ours does; a backlog is sent faster, and comes between messages of now. So several messages in
 * a row must tell the same clock (MSH-7 is often in whole seconds), over some seconds of ours.
 */
const AGREEING_MESSAGES = 3;
const AGREEING_SPAN_MS = 5 * MS_PER_SECOND;
const AGREEMENT_MS = 1_500;

/**
 * Reads the feed's clock from a message. `newestAt` is the time of its newest message, or of
 * the encounter's newest observation when this process has heard none yet.
 *
 * Returns by how much the clock was set back once that is sure: everything that was stamped by the
 * old clock is to be dated back as far, so that it keeps its age.
 */
export function takeFeedClock(
  clock: FeedClock,
  { sentAt, receivedAt }: Pick<RecordedMessage, "sentAt" | "receivedAt">,
  newestAt: number,
): number | undefined {
  const offsetMs = sentAt - receivedAt;
  const isBefore =
    clock.sentAt === undefined ? sentAt < newestAt - SET_BACK_MS : sentAt < clock.sentAt;
  if (!isBefore) {
    clock.sentAt = sentAt;
    clock.earlierClock = undefined;
    if (Math.abs(offsetMs - clock.feedOffsetMs) >= JITTER_MS) clock.feedOffsetMs = offsetMs;
    return undefined;
  }

  // A message sent before the newest one says nothing about what the feed's clock shows now.
  if (sentAt >= newestAt - SET_BACK_MS) return undefined;
  if (!isSureOf(clock, offsetMs, receivedAt)) return undefined;

  const setBackMs = clock.feedOffsetMs - offsetMs;
  clock.sentAt = sentAt;
  clock.feedOffsetMs = offsetMs;
  clock.earlierClock = undefined;
  return setBackMs;
}

function isSureOf(clock: FeedClock, offsetMs: number, receivedAt: number): boolean {
  const held = clock.earlierClock;
  if (!held || Math.abs(offsetMs - held.offsetMs) > AGREEMENT_MS) {
    clock.earlierClock = { offsetMs, since: receivedAt, messages: 1 };
    return false;
  }
  held.messages += 1;
  return held.messages >= AGREEING_MESSAGES && receivedAt - held.since >= AGREEING_SPAN_MS;
}
