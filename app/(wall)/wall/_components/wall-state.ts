import {
  isUnanswered,
  WALL_HEARTBEAT_MS,
  type OccupiedWallBed,
  type WallBed,
  type WallConfiguration,
  type WallUnit,
} from "#models/realtime/wall";
import type { UnitId } from "#models/shared/ids";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { type ClockOffset, noteServerTime, UNKNOWN_OFFSET } from "@/_components/live/clock-offset";
import {
  NOTHING_SHOWN,
  type RotatingUnit,
  type Rotation,
  type RotationAt,
  step,
  togglePause,
  turn,
} from "./rotation";

export interface HeardUnit {
  unit: WallUnit;
  /** Epoch milliseconds on this browser's clock. */
  heardAt: number;
}

export interface WallState {
  /** `dark`: it is nobody's screen any more, or not yet. */
  phase: "connecting" | "dark" | "paired";
  isConnected: boolean;
  configuration: WallConfiguration | undefined;
  units: ReadonlyMap<UnitId, HeardUnit>;
  clock: ClockOffset;
  /** It was paired, and is no longer. */
  hasEnded: boolean;
  rotation: Rotation;
  /** Epoch milliseconds on this browser's clock, as of the last second; 0 until the page is awake. */
  now: number;
}

export type WallAction =
  | { type: "connected" }
  | { type: "disconnected" }
  | { type: "not-paired" }
  | { type: "ended" }
  | { type: "configured"; configuration: WallConfiguration }
  | { type: "unit"; unit: WallUnit; heardAt: number }
  | { type: "tick"; now: number }
  | { type: "next" | "previous" | "pause" };

export const INITIAL_WALL: WallState = {
  phase: "connecting",
  isConnected: false,
  configuration: undefined,
  units: new Map(),
  clock: UNKNOWN_OFFSET,
  hasEnded: false,
  rotation: NOTHING_SHOWN,
  now: 0,
};

/** What becomes of the screen, and which unit it shows then. */
export function reduceWall(before: WallState, action: WallAction): WallState {
  const state = take(before, action);
  if (state.now === 0) return state; // nobody's time passes yet
  const rotation = turn(state.rotation, rotationAt(state));
  return rotation === state.rotation ? state : { ...state, rotation };
}

function take(state: WallState, action: WallAction): WallState {
  switch (action.type) {
    case "connected":
      return { ...state, phase: "paired", isConnected: true, hasEnded: false };
    case "disconnected":
      return { ...state, isConnected: false };
    case "not-paired":
      // A screen that showed something a moment ago was unpaired while it was away.
      return goDark(state, state.hasEnded || state.configuration !== undefined);
    case "ended":
      return goDark(state, true);
    case "configured":
      return configured(state, action.configuration);
    case "unit": {
      const { unit, heardAt } = action;
      return {
        ...state,
        units: new Map(state.units).set(unit.unitId, { unit, heardAt }),
        clock: noteServerTime(state.clock, { sentAt: unit.sentAt, receivedAt: heardAt }),
      };
    }
    case "tick":
      return { ...state, now: action.now };
    case "next":
      return { ...state, rotation: step(state.rotation, rotationAt(state), 1) };
    case "previous":
      return { ...state, rotation: step(state.rotation, rotationAt(state), -1) };
    case "pause":
      return { ...state, rotation: togglePause(state.rotation, state.now) };
  }
}

/** What is no longer shown is not kept either. */
function configured(state: WallState, configuration: WallConfiguration): WallState {
  const shown = configuration.units.flatMap(({ unitId }): [UnitId, HeardUnit][] => {
    const heard = state.units.get(unitId);
    return heard ? [[unitId, heard]] : [];
  });
  return { ...state, configuration, units: new Map(shown) };
}

/** Nothing that was shown is kept. */
const goDark = ({ clock, now }: WallState, hasEnded: boolean): WallState => ({
  ...INITIAL_WALL,
  phase: "dark",
  clock,
  now,
  hasEnded,
});

/** Two heartbeats may be lost or late before the screen says so. */
const SILENCE_MS = 2.5 * WALL_HEARTBEAT_MS;
/** Older values would only mislead: their places are shown empty. */
const BLANK_AFTER_MS = 2 * MS_PER_MINUTE;

/** How far what is shown of a unit can be relied on. */
export type Liveness =
  | { state: "live" }
  /** `since`: when it was last heard of, on the server's clock; undefined when it never was. */
  | { state: "old" | "blank"; since: number | undefined };

export function liveness(
  { isConnected, clock, now }: WallState,
  heard: HeardUnit | undefined,
): Liveness {
  if (!heard) return { state: "blank", since: undefined };
  const silentMs = now - heard.heardAt;
  if (isConnected && silentMs < SILENCE_MS) return { state: "live" };
  const since = heard.heardAt + clock.offsetMs;
  return { state: silentMs < BLANK_AFTER_MS ? "old" : "blank", since };
}

export const rotationAt = (state: WallState): RotationAt => ({
  units: rotatingUnits(state),
  secondsPerUnit: state.configuration?.secondsPerUnit ?? 0,
  now: state.now,
});

/** The units of the display in their order, with what asks for an answer in them, as far as that is current. */
const rotatingUnits = (state: WallState): RotatingUnit[] =>
  (state.configuration?.units ?? []).map(({ unitId }) => {
    const heard = state.units.get(unitId);
    const isLive = liveness(state, heard).state === "live";
    return { unitId, urgentSince: isLive ? newestUrgent(heard?.unit.beds ?? []) : undefined };
  });

const isUrgent = ({ alert }: OccupiedWallBed): boolean =>
  alert !== null && alert.priority === "high" && isUnanswered(alert);

const newestUrgent = (beds: readonly WallBed[]): number | undefined =>
  beds
    .flatMap((bed) => (bed.state === "occupied" && isUrgent(bed) ? (bed.alert?.askedAt ?? []) : []))
    .sort((one, other) => other - one)[0];

export interface WallCounts {
  beds: number;
  occupied: number;
  unanswered: number;
}

export function countBeds(beds: readonly WallBed[]): WallCounts {
  const occupied = beds.filter((bed) => bed.state === "occupied");
  const unanswered = occupied.filter(({ alert }) => alert && isUnanswered(alert));
  return { beds: beds.length, occupied: occupied.length, unanswered: unanswered.length };
}
