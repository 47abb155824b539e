import { isAccepted } from "../senders/acknowledgement";
import type { MllpClient } from "../senders/mllp-client";
import { Latencies } from "./latency";
import type { LoadPatient } from "./load-patient";

export interface SentReading {
  patient: LoadPatient;
  /** OBX-14, epoch milliseconds. */
  observedAt: number;
}

export interface OpenLoopOptions {
  messagesPerSecond: number;
  /** The load ends by itself after this long. */
  seconds: number;
  /** Above so many unanswered messages the load is given up: the receiver has fallen behind for good. */
  mostOutstanding: number;
  onSent?: (reading: SentReading) => void;
  onAcknowledged?: (reading: SentReading) => void;
  signal?: AbortSignal;
}

export interface OpenLoopResult {
  sent: number;
  acknowledged: number;
  refused: number;
  seconds: number;
  achievedMessagesPerSecond: number;
  /** From the last byte written to the acknowledgement. */
  ack: Latencies;
  /** From the instant at which the message was to be sent, whatever kept it. */
  ackFromSchedule: Latencies;
  isGivenUp: boolean;
}

const TICK_MS = 2;

/**
 * Sends at a fixed rate, whatever the receiver does: the clock says when a message is due, not
 * the answer to the one before. So a receiver that stalls is charged for all who waited meanwhile.
 * Beds take turns; each bed keeps to one connection, so its messages stay in order.
 */
export async function openLoop(
  patients: readonly LoadPatient[],
  clients: readonly [MllpClient, ...MllpClient[]],
  options: OpenLoopOptions,
): Promise<OpenLoopResult> {
  const ack = new Latencies();
  const ackFromSchedule = new Latencies();
  const total = Math.round(options.messagesPerSecond * options.seconds);
  const intervalMs = 1_000 / options.messagesPerSecond;
  const startedAt = performance.now();
  const wallStart = Date.now();
  const counts = { sent: 0, acknowledged: 0, refused: 0 };
  let lastAnswerAt = startedAt;
  let isGivenUp = false;

  const send = (index: number) => {
    const patient = patients[index % patients.length];
    if (!patient) return;
    const dueAt = startedAt + index * intervalMs;
    const reading = { patient, observedAt: Math.floor(wallStart + index * intervalMs) };
    counts.sent += 1;
    options.onSent?.(reading);
    const client = clients[patient.index % clients.length] ?? clients[0];
    client.post(patient.observation(reading.observedAt), (answer) => {
      lastAnswerAt = performance.now();
      if (!isAccepted(answer)) {
        counts.refused += 1;
        return;
      }
      counts.acknowledged += 1;
      ack.add(answer.latencyMs);
      ackFromSchedule.add(lastAnswerAt - dueAt);
      options.onAcknowledged?.(reading);
    });
  };
  const outstanding = () => counts.sent - counts.acknowledged - counts.refused;

  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor((performance.now() - startedAt) / intervalMs) + 1);
      while (counts.sent < due) send(counts.sent);
      isGivenUp = outstanding() > options.mostOutstanding;
      if (counts.sent < total && !isGivenUp && !options.signal?.aborted) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  const sendingEndedAt = performance.now();
  await untilAnswered(outstanding);
  const seconds = (Math.max(lastAnswerAt, sendingEndedAt) - startedAt) / 1_000;
  return {
    ...counts,
    seconds,
    achievedMessagesPerSecond: counts.acknowledged / seconds,
    ack,
    ackFromSchedule,
    isGivenUp,
  };
}

const ANSWERS_WITHIN_MS = 60_000;

async function untilAnswered(outstanding: () => number): Promise<void> {
  const since = performance.now();
  while (outstanding() > 0 && performance.now() - since < ANSWERS_WITHIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
