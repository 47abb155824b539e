import type { BedState } from "#models/realtime/board";
import type { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { type ClockOffset, noteServerTime, UNKNOWN_OFFSET } from "./clock-offset";
import {
  INITIAL_STATE,
  type LiveAction,
  type LiveState,
  reduceLive,
  seedBoard,
  seedEncounter,
  type UnitBeds,
} from "./live-state";

type Listener = () => void;
export type Topic =
  | `bed:${BedId}`
  | `unit:${UnitId}`
  | `encounter:${EncounterId}`
  | "emergency"
  | "alerts"
  | "connection"
  | "clock";

/** What is known, and at which instant. */
export interface LiveView {
  state: () => LiveState;
  /** Epoch milliseconds on the server's clock, as of the last tick: one instant for the whole screen. */
  now: () => number;
}

/** What the tab knows, with a subscription for each thing a component may draw. */
export interface LiveStore extends LiveView {
  /**
   * What the server drew. A part of the page may wake up after the socket has spoken; it must first
   * draw what the server did, or React throws the server's drawing away.
   */
  asDrawn: LiveView;
  dispatch: (action: LiveAction) => void;
  /** A page's own first values of a unit, taken while it is drawn: tells nobody, and never replaces news. */
  seed: (snapshot: UnitBeds) => void;
  /** The same for one patient of another unit. */
  seedEncounter: (encounterId: EncounterId, bed: BedState | undefined) => void;
  /** A frame tells what time it is at the server; `now` follows at the next tick. */
  noteSentAt: (sentAt: number) => void;
  /** Moves `now`. */
  tick: () => void;
  subscribe: (topic: Topic, listener: Listener) => () => void;
}

export function createLiveStore({
  startedAt,
  browserNow,
}: {
  startedAt: number;
  browserNow: () => number;
}): LiveStore {
  const listeners = new Map<Topic, Set<Listener>>();
  let state = INITIAL_STATE;
  let drawnState = INITIAL_STATE;
  let clock: ClockOffset = UNKNOWN_OFFSET;
  let now = startedAt;

  const notify = (topic: Topic) => {
    for (const listener of [...(listeners.get(topic) ?? [])]) listener();
  };

  return {
    state: () => state,
    now: () => now,
    asDrawn: { state: () => drawnState, now: () => startedAt },
    dispatch: (action) => {
      const before = state;
      state = reduceLive(before, action);
      for (const topic of changedTopics(before, state)) notify(topic);
    },
    seed: (snapshot) => {
      if (!drawnState.boards.has(snapshot.unitId)) drawnState = seedBoard(drawnState, snapshot);
      if (!state.boards.has(snapshot.unitId)) state = seedBoard(state, snapshot);
    },
    seedEncounter: (encounterId, bed) => {
      if (!drawnState.encounters.has(encounterId))
        drawnState = seedEncounter(drawnState, encounterId, bed);
      if (!state.encounters.has(encounterId)) state = seedEncounter(state, encounterId, bed);
    },
    noteSentAt: (sentAt) => {
      clock = noteServerTime(clock, { sentAt, receivedAt: browserNow() });
    },
    tick: () => {
      now = browserNow() + clock.offsetMs;
      notify("clock");
    },
    subscribe: (topic, listener) => {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set.add(listener));
      return () => {
        set.delete(listener);
      };
    },
  };
}

const CONNECTION_KEYS = ["connection", "system", "unitIds", "policyChanges"] as const;
const EMERGENCY_KEYS = ["endedAccesses", "emergencyNews"] as const;

/** Found by identity: the reducers keep what did not change. */
function* changedTopics(before: LiveState, after: LiveState): Generator<Topic> {
  if (before === after) return;
  if (before.boards !== after.boards) yield* changedBoards(before, after);
  if (before.encounters !== after.encounters) yield* changedEncounters(before, after);
  if (EMERGENCY_KEYS.some((key) => before[key] !== after[key])) yield "emergency";
  if (before.ledger !== after.ledger) yield "alerts";
  if (CONNECTION_KEYS.some((key) => before[key] !== after[key])) yield "connection";
}

function* changedBoards(before: LiveState, after: LiveState): Generator<Topic> {
  for (const unitId of new Set([...before.boards.keys(), ...after.boards.keys()])) {
    const [old, board] = [before.boards.get(unitId), after.boards.get(unitId)];
    if (old === board) continue;
    yield `unit:${unitId}`;
    for (const bedId of board?.bedIds ?? [])
      if (old?.beds.get(bedId) !== board?.beds.get(bedId)) yield `bed:${bedId}`;
  }
}

function* changedEncounters(before: LiveState, after: LiveState): Generator<Topic> {
  for (const encounterId of new Set([...before.encounters.keys(), ...after.encounters.keys()]))
    if (before.encounters.get(encounterId) !== after.encounters.get(encounterId))
      yield `encounter:${encounterId}`;
}
