import type { AcuityClass } from "../acuity/acuity-class";
import type { AcuityOverride } from "../acuity/acuity-override";
import type { Alert } from "../alerts/alert";
import type { TechnicalAlarm } from "../alerts/technical-alarm";
import type { DoubtedSign } from "../deterioration/plausibility";
import type { Reason } from "../deterioration/reasons";
import type { Sex } from "../encounters/demographics";
import type { BedId, EncounterId, UnitId } from "../shared/ids";
import type { VitalSignKind } from "../vitals/vital-sign";
import type { Wire } from "./wire";

/** The newest value of a sign; `observedAt` is epoch milliseconds on the clock of the bed's feed. */
export interface LiveSign {
  value: number;
  observedAt: number;
}
export type LiveSigns = Partial<Record<VitalSignKind, LiveSign>>;

/** NEWS2 as last computed. A score from missing inputs says so; a missing score is `undefined`, never 0. */
export interface LiveScore {
  score: number;
  /** A single parameter at 3: the bedside rule treats it as 5 or 6. */
  hasRedScore: boolean;
  inputsPresent: number; // of seven
  oldestInputSeconds: number | undefined;
  /** The score about an hour before, on the feed's clock. */
  previousScore: number | undefined;
  assessedAt: number;
}

export interface LiveRisk {
  risk: number; // probability, 0 to 1
  /** At or above it an alert is raised. */
  threshold: number;
  previousRisk: number | undefined;
  /** How low and how high it may as well be, by the disagreement of the networks; absent when not known. */
  interval?: readonly [low: number, high: number] | undefined;
  /** The signs are unlike what the model learnt from: the number says little. Absent when not known. */
  isUnfamiliar?: boolean | undefined;
  /** Signs that may be the sensor's doing, in clinical words; the risk counts them all the same. */
  doubts?: readonly string[] | undefined;
  /** The same by sign; absent when not known. */
  doubtedSigns?: readonly DoubtedSign[] | undefined;
  modelVersion: string;
  /** The largest first, then all others together: they add up to what sets the patient apart. */
  contributions: readonly Reason[];
  predictedAt: number;
}

/** The nursing workload class, as the rules find it and as somebody may have set it. */
export interface LiveAcuity {
  /** The one that counts; absent while too little is known to say. */
  acuityClass?: AcuityClass | undefined;
  computed: ComputedAcuity;
  /** Present while it counts. */
  override?: Wire<AcuityOverride> | undefined;
}

export interface ComputedAcuity {
  acuityClass?: AcuityClass | undefined;
  /** Something that is not known could make it a higher one. */
  isAtLeast: boolean;
  /** Ids of the rules that gave it. */
  reasons: readonly string[];
  /** Epoch milliseconds on the server's clock. */
  since: number;
  /** The facts no longer ask for so high a class, or no longer tell: it stays until they have for an hour. */
  isHeld: boolean;
}

export interface Occupant {
  encounterId: EncounterId;
  /** Null when it is there and cannot be opened: a board says so, for somebody does lie there. */
  name: string | null;
  /** Whole years; undefined when the birth date is unknown, or cannot be opened. */
  age: number | undefined;
  sex: Sex;
  admittedAt: number;
  oxygenScale: 1 | 2;
}

/** One bed as the board shows it. */
export interface BedState {
  bedId: BedId;
  label: string;
  occupant: Occupant | undefined;
  signs: LiveSigns;
  /** Heart rate, newest last, at most 60 points over the last hours: the card's sparkline. */
  trend: readonly number[];
  score: LiveScore | undefined;
  risk: LiveRisk | undefined;
  acuity?: LiveAcuity | undefined;
  /** Epoch milliseconds on the server's clock of the last message for this bed. */
  receivedAt: number | undefined;
  /**
   * The feed's clock minus the server's, milliseconds: a sign's age is
   * `serverNow + feedOffsetMs - observedAt`, right even if the gateway's clock is wrong or its time compressed.
   */
  feedOffsetMs: number;
  /** What keeps us from knowing how the patient is, in the order in which it began. */
  technical: readonly TechnicalAlarm[];
}

/**
 * What changed of a bed since the last frame: absent keys did not change; `signs` holds only the new ones.
 * When `encounterId` is not that of the occupant one has, nothing one holds of the bed is true any more:
 * start from an empty bed (an absent `encounterId` is an empty bed: JSON has no undefined).
 */
export type BedDelta = { bedId: BedId; encounterId?: EncounterId | undefined } & Partial<
  Omit<BedState, "bedId" | "label" | "signs" | "score" | "risk" | "acuity">
> & {
    /** `null`, here and below: no longer known. */
    signs?: Partial<Record<VitalSignKind, LiveSign | null>>;
    score?: LiveScore | null;
    risk?: LiveRisk | null;
    acuity?: LiveAcuity | null;
  };

export interface BedFrame {
  unitId: UnitId;
  /** Epoch milliseconds on the server's clock. */
  sentAt: number;
  beds: readonly BedDelta[];
  /** The unit's own technical alarms, when they changed. */
  technical?: readonly TechnicalAlarm[];
}

export interface UnitSnapshot {
  unitId: UnitId;
  sentAt: number;
  beds: readonly BedState[];
  alerts: readonly Wire<Alert>[];
  /** Alert events up to this sequence are part of the snapshot. */
  alertSequence: number;
  /** Those of the unit itself; of its beds they are with each bed. */
  technical: readonly TechnicalAlarm[];
  system: SystemStatus;
}

/**
 * One patient, for somebody who may see no other of the unit. Sent whole each time: of a single bed that
 * is as small as what changed, and says by itself when the patient has moved or gone.
 */
export interface EncounterSnapshot {
  encounterId: EncounterId;
  sentAt: number;
  /** Undefined while the patient is in no bed: nothing of it is live. */
  place: { unitId: UnitId; bed: BedState } | undefined;
  /** The open ones. */
  alerts: readonly Wire<Alert>[];
  system: SystemStatus;
}

/** What every screen must say when it is not working. */
export interface SystemStatus {
  database: "up" | "down";
  scoring: "up" | "down";
  /** The deterioration model. `refused`: its files are not those that were released. Without it, NEWS2 alone. */
  model: "in-service" | "refused" | "absent";
  /** `silent`: no bedside message for 5 s though patients are monitored. */
  feed: "up" | "silent";
  since: number;
}
