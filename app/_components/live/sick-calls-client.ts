import type {
  CandidateOnWire,
  FoundSickCallRepairs,
  OpenShiftOnWire,
  OwnOfferOnWire,
  SickCallAnswer,
  SickCallCommand,
  SickCallConflict,
} from "#models/realtime/sick-calls";
import type { AppErrorCode } from "#models/shared/errors";
import type { OpenShiftId, ShiftOfferId, SickCallId } from "#models/sick-calls/sick-call";
import type { Answer } from "./live-client";
import type { Ask } from "./my-shifts-client";

interface Refused {
  code: AppErrorCode;
  message?: string;
  conflict?: SickCallConflict;
}
type Done = Extract<SickCallAnswer, { ok: true }>["value"];

/** The whole at first and after each time away, and each that changes. */
export interface KeyedListener<T> {
  onAll: (all: readonly T[]) => void;
  onChanged: (one: T) => void;
}

export interface SickCallsClient {
  /** Shifts that somebody left, for whoever fills them. */
  watchOpenShifts: (listener: KeyedListener<OpenShiftOnWire>) => () => void;
  /** What one is asked oneself. */
  watchOwnOffers: (listener: KeyedListener<OwnOfferOnWire>) => () => void;
  act: (command: SickCallCommand) => ReturnType<typeof actAnswer>;
  candidates: (
    openShiftId: OpenShiftId,
    all: boolean,
  ) => Promise<Answer<readonly CandidateOnWire[]>>;
  repairs: (sickCallId: SickCallId) => Promise<Answer<FoundSickCallRepairs>>;
  answer: (
    shiftOfferId: ShiftOfferId,
    answer: "accept" | "decline",
  ) => ReturnType<typeof offerAnswer>;
}

const actAnswer = (ask: Ask, command: SickCallCommand) =>
  ask<Done, Refused>((to, reply) => to.emit("sick-call:act", command, reply));

const offerAnswer = (ask: Ask, shiftOfferId: ShiftOfferId, given: "accept" | "decline") =>
  ask<OwnOfferOnWire, Refused>((to, reply) =>
    to.emit("shift-offer:answer", { shiftOfferId, answer: given }, reply),
  );

const ASKED_AGAIN_MS = 5_000;

export function createSickCallsClient(
  ask: Ask,
  isConnected: () => boolean,
): SickCallsClient & { join: (socket: Parameters<Parameters<Ask>[0]>[0]) => void } {
  const onShifts = new Set<KeyedListener<OpenShiftOnWire>>();
  const onOffers = new Set<KeyedListener<OwnOfferOnWire>>();

  /** Tells them the whole. Who was answered nothing asks again; without a connection, when there is one. */
  async function read<T>(
    listeners: ReadonlySet<KeyedListener<T>>,
    send: Parameters<typeof ask<readonly T[], Refused>>[0],
  ): Promise<void> {
    if (listeners.size === 0) return;
    const answer = await ask<readonly T[], Refused>(send);
    if (answer.ok) for (const { onAll } of listeners) onAll(answer.value);
    else setTimeout(() => isConnected() && void read(listeners, send), ASKED_AGAIN_MS);
  }
  const readShifts = () => read(onShifts, (to, reply) => to.emit("open-shifts:watch", {}, reply));
  const readOffers = () => read(onOffers, (to, reply) => to.emit("own-offers:watch", {}, reply));

  return {
    watchOpenShifts(listener) {
      onShifts.add(listener);
      // Without a connection it is told with everybody else, when there is one.
      if (isConnected()) void readShifts();
      return () => onShifts.delete(listener);
    },
    watchOwnOffers(listener) {
      onOffers.add(listener);
      if (isConnected()) void readOffers();
      return () => onOffers.delete(listener);
    },
    act: (command) => actAnswer(ask, command),
    candidates: (openShiftId, all) =>
      ask((to, reply) => to.emit("open-shift:candidates", { openShiftId, all }, reply)),
    repairs: (sickCallId) =>
      ask((to, reply) => to.emit("sick-call:repairs", { sickCallId }, reply)),
    answer: (shiftOfferId, given) => offerAnswer(ask, shiftOfferId, given),
    join(socket) {
      socket.on("connect", () => {
        void readShifts();
        void readOffers();
      });
      socket.on("open-shift:changed", (shift) => {
        for (const { onChanged } of onShifts) onChanged(shift);
      });
      socket.on("shift-offer:changed", (offer) => {
        for (const { onChanged } of onOffers) onChanged(offer);
      });
    },
  };
}
