import type {
  ApprovalAnswer,
  ApprovalCommand,
  Approvals,
  MyShifts,
  MyShiftsAnswer,
  MyShiftsCommand,
  MyShiftsDone,
  NoticeOnWire,
  PlaceHindrance,
  PlaceHindrancesRequest,
  Refused,
  SwapEffect,
  SwapEffectRequest,
  SwapOptions,
  SwapOptionsRequest,
} from "#models/realtime/my-shifts";
import type { Result } from "#models/shared/result";
import type { Answer, LiveSocket } from "./live-client";

/** Hears of one's own work, or of what waits for one's approval. */
export interface OwnWorkListener {
  /** It is to be read: at first, after each time away, and whenever something of it changed. */
  onChanged?: () => void;
  onNotice?: (notice: NoticeOnWire) => void;
}

export interface MyShiftsClient {
  read: () => Promise<Answer<MyShifts>>;
  act: (command: MyShiftsCommand) => Promise<MyShiftsAnswer>;
  swapOptions: (request: SwapOptionsRequest) => Promise<Answer<SwapOptions>>;
  swapEffect: (request: SwapEffectRequest) => Promise<Answer<SwapEffect>>;
  placeHindrances: (request: PlaceHindrancesRequest) => Promise<Answer<readonly PlaceHindrance[]>>;
  readApprovals: () => Promise<Answer<Approvals>>;
  decide: (command: ApprovalCommand) => Promise<ApprovalAnswer>;
  /** As long as it is not stopped. */
  listen: (listener: OwnWorkListener) => () => void;
}

/** Sends one request on the tab's connection and waits for its answer. */
export type Ask = <T, Failure>(
  send: (socket: LiveSocket, reply: (answer: Result<T, Failure>) => void) => void,
) => Promise<Result<T, Failure | { code: "unavailable" }>>;

export function createMyShiftsClient(
  ask: Ask,
  isConnected: () => boolean,
): MyShiftsClient & { join: (socket: LiveSocket) => void } {
  const listeners = new Set<OwnWorkListener>();
  const changed = () => listeners.forEach(({ onChanged }) => onChanged?.());

  return {
    read: () => ask<MyShifts, Refused>((to, reply) => to.emit("my-shifts:watch", {}, reply)),
    act: (command) =>
      ask<MyShiftsDone, Refused>((to, reply) => to.emit("my-shifts:act", command, reply)),
    swapOptions: (request) =>
      ask<SwapOptions, Refused>((to, reply) => to.emit("my-shifts:swap-options", request, reply)),
    swapEffect: (request) =>
      ask<SwapEffect, Refused>((to, reply) => to.emit("my-shifts:swap-effect", request, reply)),
    placeHindrances: (request) =>
      ask<readonly PlaceHindrance[], Refused>((to, reply) =>
        to.emit("my-shifts:place-hindrances", request, reply),
      ),
    readApprovals: () =>
      ask<Approvals, Refused>((to, reply) => to.emit("roster-approvals:watch", {}, reply)),
    decide: (command) =>
      ask<Approvals, Refused>((to, reply) => to.emit("roster-approvals:act", command, reply)),
    listen(listener) {
      listeners.add(listener);
      // Without a connection it is told with everybody else, when there is one.
      if (isConnected()) listener.onChanged?.();
      return () => listeners.delete(listener);
    },
    join(socket) {
      socket.on("connect", changed);
      socket.on("my-shifts:changed", changed);
      socket.on("roster-approvals:changed", changed);
      socket.on("notice:arrived", (notice) => {
        listeners.forEach(({ onNotice }) => onNotice?.(notice));
        changed();
      });
    },
  };
}
