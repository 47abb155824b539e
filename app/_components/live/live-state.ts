import type { BedFrame, SystemStatus, UnitSnapshot } from "#models/realtime/board";
import type { UnitId } from "#models/shared/ids";
import {
  type AlertLedger,
  type AlertNews,
  applyAlertEvent,
  applyAlertSnapshot,
  EMPTY_LEDGER,
  keepUnits,
} from "./alert-ledger";
import { applyFrame, applySnapshot, type UnitBoard } from "./board-reducer";

export type SessionEnd = "signed-out" | "idle" | "expired" | "revoked";

/** `since` is epoch milliseconds on the server's clock. */
export type Connection =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "reconnecting"; since: number }
  | { state: "ended"; reason: SessionEnd };

/** Everything this tab knows; each change replaces only what it touches. */
export interface LiveState {
  boards: ReadonlyMap<UnitId, UnitBoard>;
  ledger: AlertLedger;
  connection: Connection;
  system: SystemStatus | undefined;
  /** Undefined until the server speaks of rights: then the only units there are. */
  unitIds: ReadonlySet<UnitId> | undefined;
}

export const INITIAL_STATE: LiveState = {
  boards: new Map(),
  ledger: EMPTY_LEDGER,
  connection: { state: "connecting" },
  system: undefined,
  unitIds: undefined,
};

export type LiveAction =
  | { type: "snapshot"; snapshot: UnitSnapshot }
  | { type: "frame"; frame: BedFrame }
  | { type: "alert-event"; event: AlertNews }
  | { type: "system"; system: SystemStatus }
  | { type: "access"; unitIds: readonly UnitId[] }
  | { type: "connected" }
  | { type: "disconnected"; at: number }
  | { type: "ended"; reason: SessionEnd };

export function reduceLive(state: LiveState, action: LiveAction): LiveState {
  switch (action.type) {
    case "snapshot":
      return takeSnapshot(state, action.snapshot);
    case "frame":
      return takeFrame(state, action.frame);
    case "alert-event":
      return { ...state, ledger: applyAlertEvent(state.ledger, action.event) };
    case "system":
      return { ...state, system: action.system };
    case "access":
      return takeAccess(state, new Set(action.unitIds));
    case "connected":
      return changeConnection(state, { state: "live" });
    case "disconnected":
      return takeDisconnect(state, action.at);
    case "ended":
      return changeConnection(state, { state: "ended", reason: action.reason });
  }
}

function takeSnapshot(state: LiveState, snapshot: UnitSnapshot): LiveState {
  const board = applySnapshot(state.boards.get(snapshot.unitId), snapshot);
  return {
    ...state,
    boards: new Map(state.boards).set(snapshot.unitId, board),
    ledger: applyAlertSnapshot(state.ledger, snapshot),
    system: snapshot.system,
  };
}

export type UnitBeds = Pick<UnitSnapshot, "unitId" | "beds">;

/** The beds only: alerts and the state of the system are the socket's to tell. */
export function seedBoard(state: LiveState, snapshot: UnitBeds): LiveState {
  const board = applySnapshot(undefined, snapshot);
  return { ...state, boards: new Map(state.boards).set(snapshot.unitId, board) };
}

function takeFrame(state: LiveState, frame: BedFrame): LiveState {
  const before = state.boards.get(frame.unitId);
  const board = before && applyFrame(before, frame);
  if (!board || board === before) return state;
  return { ...state, boards: new Map(state.boards).set(frame.unitId, board) };
}

function takeAccess(state: LiveState, unitIds: ReadonlySet<UnitId>): LiveState {
  return {
    ...state,
    unitIds,
    boards: new Map([...state.boards].filter(([unitId]) => unitIds.has(unitId))),
    ledger: keepUnits(state.ledger, unitIds),
  };
}

function takeDisconnect(state: LiveState, at: number): LiveState {
  // Each failed attempt says so again: the outage began with the first.
  if (state.connection.state === "reconnecting") return state;
  return changeConnection(state, { state: "reconnecting", since: at });
}

/** An ended session stays ended: the socket closing after it is no outage. */
const changeConnection = (state: LiveState, connection: Connection): LiveState =>
  state.connection.state === "ended" ? state : { ...state, connection };
