import type { EmergencyAccessNotice } from "#models/access/emergency-access";
import type {
  BedFrame,
  BedState,
  EncounterSnapshot,
  SystemStatus,
  UnitSnapshot,
} from "#models/realtime/board";
import type { Wire } from "#models/realtime/wire";
import type { EmergencyAccessId, EncounterId, UnitId } from "#models/shared/ids";
import {
  type AlertLedger,
  type AlertNews,
  type AlertOnWire,
  applyAlertEvent,
  applyAlertSnapshot,
  EMPTY_LEDGER,
  keepUnits,
  losingTouch,
} from "./alert-ledger";
import {
  applyFrame,
  applySnapshot,
  type BoardBed,
  replaceBed,
  type UnitBoard,
} from "./board-reducer";

export type SessionEnd = "signed-out" | "idle" | "expired" | "revoked";

/** `since` is epoch milliseconds on the server's clock. */
export type Connection =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "reconnecting"; since: number }
  | { state: "ended"; reason: SessionEnd };

/** One patient of another unit, by emergency access. */
export interface WatchedEncounter {
  /** Undefined while the patient is in no bed. */
  bed: BoardBed | undefined;
  /** The open ones; undefined until the socket has spoken. */
  alerts: readonly AlertOnWire[] | undefined;
}

export interface EmergencyNews {
  step: "began" | "ended";
  notice: Wire<EmergencyAccessNotice>;
}

/** Everything this tab knows; each change replaces only what it touches. */
export interface LiveState {
  boards: ReadonlyMap<UnitId, UnitBoard>;
  encounters: ReadonlyMap<EncounterId, WatchedEncounter>;
  /** The emergency accesses that this tab knows to be over: nothing they opened is shown again. */
  endedAccesses: ReadonlySet<EmergencyAccessId>;
  /** The last that was told of anybody's. */
  emergencyNews: EmergencyNews | undefined;
  ledger: AlertLedger;
  connection: Connection;
  system: SystemStatus | undefined;
  /** Undefined until the server speaks of rights: then the only units there are. */
  unitIds: ReadonlySet<UnitId> | undefined;
  /** How often a policy of these units changed since the page came. */
  policyChanges: number;
}

export const INITIAL_STATE: LiveState = {
  boards: new Map(),
  encounters: new Map(),
  endedAccesses: new Set(),
  emergencyNews: undefined,
  ledger: EMPTY_LEDGER,
  connection: { state: "connecting" },
  system: undefined,
  unitIds: undefined,
  policyChanges: 0,
};

export type LiveAction =
  | { type: "snapshot"; snapshot: UnitSnapshot }
  | { type: "frame"; frame: BedFrame }
  | { type: "alert-event"; event: AlertNews }
  | { type: "encounter"; snapshot: EncounterSnapshot }
  | { type: "encounter-closed"; encounterId: EncounterId; emergencyAccessId: EmergencyAccessId }
  | { type: "emergency-news"; news: EmergencyNews }
  | { type: "system"; system: SystemStatus }
  | { type: "access"; unitIds: readonly UnitId[] }
  | { type: "policy" }
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
    case "encounter":
      return takeEncounter(state, action.snapshot);
    case "encounter-closed":
      return endAccess(state, action);
    case "emergency-news":
      return takeEmergencyNews(state, action.news);
    case "system":
      return { ...state, system: action.system };
    case "access":
      return takeAccess(state, new Set(action.unitIds));
    case "policy":
      return { ...state, policyChanges: state.policyChanges + 1 };
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

function takeEncounter(state: LiveState, snapshot: EncounterSnapshot): LiveState {
  const { encounterId, place, alerts, system } = snapshot;
  const before = state.encounters.get(encounterId)?.bed;
  const bed = place && replaceBed(before, place.bed);
  return {
    ...state,
    system,
    encounters: new Map(state.encounters).set(encounterId, { bed, alerts }),
  };
}

/** As the page has it from the database; the socket takes over. */
export function seedEncounter(
  state: LiveState,
  encounterId: EncounterId,
  bed: BedState | undefined,
): LiveState {
  const seeded = { bed: bed && replaceBed(undefined, bed), alerts: undefined };
  return { ...state, encounters: new Map(state.encounters).set(encounterId, seeded) };
}

/** What the access had opened is dropped, so that no part of a page can go on showing it. */
function endAccess(
  state: LiveState,
  end: { encounterId?: EncounterId; emergencyAccessId: EmergencyAccessId },
): LiveState {
  const encounters = new Map(state.encounters);
  if (end.encounterId) encounters.delete(end.encounterId);
  const endedAccesses = new Set(state.endedAccesses).add(end.emergencyAccessId);
  return { ...state, encounters, endedAccesses };
}

function takeEmergencyNews(state: LiveState, news: EmergencyNews): LiveState {
  const told = { ...state, emergencyNews: news };
  return news.step === "ended" ? endAccess(told, news.notice) : told;
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
  const ledger = losingTouch(state.ledger);
  const away = ledger === state.ledger ? state : { ...state, ledger };
  if (state.connection.state === "reconnecting") return away;
  return changeConnection(away, { state: "reconnecting", since: at });
}

/** An ended session stays ended: the socket closing after it is no outage. */
const changeConnection = (state: LiveState, connection: Connection): LiveState =>
  state.connection.state === "ended" ? state : { ...state, connection };
