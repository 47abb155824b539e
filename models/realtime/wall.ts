import { z } from "zod";
import { AlertPhase, AlertPriority } from "../alerts/alert";
import { worstFirst } from "../alerts/priority";
import { isPatientPartlyUnseen } from "../alerts/technical-alarm";
import { type BedId, UnitId } from "../shared/ids";
import { isTooYoungToScore } from "../vitals/early-warning-score";
import type { BedState, LiveRisk, LiveScore, Occupant, UnitSnapshot } from "./board";
import { type Cadence, freshness } from "./feed-freshness";

// What a display on a wall is told. Everybody who passes reads it, so it speaks of beds and never of who
// lies in one: no name, no age, no sex, no number, no sign. Strict, so that a field nobody thought of is
// refused rather than shown.

/** The Socket.IO namespace of displays: no session opens it, and a display's cookie opens nothing else. */
export const WALL_NAMESPACE = "/wall";

/** However little happens, a display is told so often; a silence much longer means that it is not live. */
export const WALL_HEARTBEAT_MS = 5_000;

export const WallScore = z.strictObject({
  score: z.number().int().min(0).max(20),
  hasRedScore: z.boolean(),
  inputsPresent: z.number().int().min(0).max(7),
});
export type WallScore = z.infer<typeof WallScore>;

export const WallRisk = z.strictObject({
  /** The probability against the level that raises an alert, rounded down: 1 and more are at or above it. */
  level: z.number().min(0),
  /** Signs unlike what the model learnt from, or that may be the sensor's doing. */
  isDoubtful: z.boolean(),
});
export type WallRisk = z.infer<typeof WallRisk>;

export const WallAlert = z.strictObject({
  priority: AlertPriority,
  /** `raised` asks for an answer; the others have one. */
  phase: AlertPhase.extract(["raised", "acknowledged", "in-hand", "snoozed"]),
  /** Epoch milliseconds on the server's clock: since when it asks, or when it last did. */
  askedAt: z.number(),
  /** Whoever was asked first did not answer in time. */
  isEscalated: z.boolean(),
});
export type WallAlert = z.infer<typeof WallAlert>;

const FreeBed = z.strictObject({ state: z.literal("free"), label: z.string() });
const OccupiedBed = z.strictObject({
  state: z.literal("occupied"),
  label: z.string(),
  score: WallScore.nullable(),
  risk: WallRisk.nullable(),
  /** The most urgent of those that are open. */
  alert: WallAlert.nullable(),
  signal: z.enum(["live", "stale", "never"]),
  /** Epoch milliseconds on the server's clock, of a signal that has stopped. */
  lastHeardAt: z.number().nullable(),
  /** Fewer signs come than did; not which, for a wall tells no sign. */
  isPartlyUnseen: z.boolean(),
});
export type OccupiedWallBed = z.infer<typeof OccupiedBed>;

export const WallBed = z.discriminatedUnion("state", [FreeBed, OccupiedBed]);
export type WallBed = z.infer<typeof WallBed>;

export const WallUnit = z.strictObject({
  unitId: UnitId,
  /** Epoch milliseconds on the server's clock. */
  sentAt: z.number(),
  beds: z.array(WallBed),
  system: z.strictObject({
    database: z.enum(["up", "down"]),
    scoring: z.enum(["up", "down"]),
    model: z.enum(["in-service", "refused", "absent"]),
    feed: z.enum(["up", "silent"]),
    since: z.number(),
  }),
});
export type WallUnit = z.infer<typeof WallUnit>;

/** What the display is: changed on the page where it was set up, it changes on the wall. */
export const WallConfiguration = z.strictObject({
  name: z.string(),
  secondsPerUnit: z.number(),
  colorScheme: z.enum(["dark", "light"]),
  /** In the order in which they are shown. */
  units: z.array(z.strictObject({ unitId: UnitId, code: z.string(), name: z.string() })),
});
export type WallConfiguration = z.infer<typeof WallConfiguration>;

/** News for displays, and all they ever hear: they ask for nothing. */
export interface WallNews {
  "wall:configured": (configuration: WallConfiguration) => void;
  /** A unit whole, at most once a second unless an alert asks, and at least every five. */
  "wall:unit": (unit: WallUnit) => void;
  /** The display was revoked or paired with another screen: nothing may stay on this one. */
  "wall:ended": () => void;
}

/** The unit as a wall may show it. `cadences`: how often each bed's feed speaks, as far as it is known. */
export function maskUnit(
  { unitId, sentAt, beds, alerts, system }: UnitSnapshot,
  cadences: ReadonlyMap<BedId, Cadence>,
): WallUnit {
  const { database, scoring, model, feed, since } = system;
  return {
    unitId,
    sentAt,
    beds: beds.map((bed) => maskBed(bed, alerts, cadences.get(bed.bedId) ?? {}, sentAt)),
    system: { database, scoring, model, feed, since },
  };
}

type OpenAlert = UnitSnapshot["alerts"][number];

function maskBed(
  bed: BedState,
  alerts: readonly OpenAlert[],
  cadence: Cadence,
  now: number,
): WallBed {
  const { label, occupant, receivedAt } = bed;
  if (!occupant) return { state: "free", label };

  const signal = freshness({ ...cadence, ...(receivedAt !== undefined && { receivedAt }) }, now);
  return {
    state: "occupied",
    label,
    score: maskScore(bed.score, occupant),
    risk: maskRisk(bed.risk),
    // By the patient, not the bed: somebody who was moved takes their alerts along.
    alert: mostUrgent(alerts.filter(({ encounterId }) => encounterId === occupant.encounterId)),
    signal,
    lastHeardAt: signal === "stale" ? (receivedAt ?? null) : null,
    isPartlyUnseen: isPatientPartlyUnseen(bed.technical),
  };
}

/** Of somebody too young for NEWS2 there is none, and the wall does not say why. */
function maskScore(score: LiveScore | undefined, { age }: Occupant): WallScore | null {
  if (!score || isTooYoungToScore(age)) return null;
  const { hasRedScore, inputsPresent } = score;
  return { score: score.score, hasRedScore, inputsPresent };
}

function maskRisk(risk: LiveRisk | undefined): WallRisk | null {
  if (!risk) return null;
  // A share such as 0.3 / 0.1 falls a hair short of its hundredth in binary.
  const level = Math.floor((risk.risk / risk.threshold) * 100 + 1e-9) / 100;
  const isDoubtful = risk.isUnfamiliar === true || (risk.doubts?.length ?? 0) > 0;
  return { level, isDoubtful };
}

/** Unanswered before answered, then by priority, then the one that asks longest. */
function mostUrgent(alerts: readonly OpenAlert[]): WallAlert | null {
  const [first] = alerts.flatMap(maskAlert).sort(inUrgency);
  return first ?? null;
}

export const isUnanswered = ({ phase }: Pick<WallAlert, "phase">): boolean => phase === "raised";

const inUrgency = (a: WallAlert, b: WallAlert): number =>
  Number(isUnanswered(b)) - Number(isUnanswered(a)) ||
  worstFirst(a.priority, b.priority) ||
  a.askedAt - b.askedAt;

function maskAlert({ priority, phase, askedAt, rung }: OpenAlert): WallAlert[] {
  const open = WallAlert.shape.phase.safeParse(phase);
  if (!open.success) return []; // it has ended
  return [{ priority, phase: open.data, askedAt: Date.parse(askedAt), isEscalated: rung > 0 }];
}
