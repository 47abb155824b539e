import type { LiveRisk, LiveScore } from "../realtime/board";
import { MS_PER_MINUTE } from "../shared/time-range";
import type { AlertPhase, AlertPriority } from "./alert";
import { worstFirst } from "./priority";

/** An open alert of the patient, as far as it matters for who should be seen next. */
export interface TriageAlert {
  phase: AlertPhase;
  priority: AlertPriority;
  /** Epoch milliseconds on the server's clock. */
  askedAt: number;
}

/** A patient as the queue judges them. */
export interface TriageFacts {
  score: Pick<LiveScore, "score" | "previousScore"> | undefined;
  risk: Pick<LiveRisk, "risk" | "interval" | "isUnfamiliar"> | undefined;
  alerts: readonly TriageAlert[];
  /** Epoch milliseconds on the server's clock. */
  now: number;
}

/**
 * How much of the danger nobody is dealing with yet, by what has been done about the alerts. A choice of
 * ours: somebody at the bedside does most of what a visit could, an acknowledgement about half.
 */
const UNATTENDED: Readonly<Partial<Record<AlertPhase, number>>> = {
  raised: 1,
  acknowledged: 0.5,
  snoozed: 0.25,
  "in-hand": 0.1,
};

/** An alert that nobody answers gains up to half as much again in this time. */
const FULL_WAIT_MS = 30 * MS_PER_MINUTE;
const WAIT_GAIN = 0.5;

/** Each point of NEWS2 gained within the hour makes a visit now worth so much more than one later. */
const GAIN_PER_POINT = 0.15;
const POINTS_AT_MOST = 4;

/**
 * What seeing the patient now may be worth: the probability of a deterioration that nobody is dealing with
 * yet, weighed by how fast it goes and how long it has waited. A number to order by, between patients of one
 * moment; not a probability. Undefined when nothing is known of the patient, which is no reason to come last.
 */
export function expectedBenefit(facts: TriageFacts): number | undefined {
  const danger = dangerOf(facts);
  if (danger === undefined) return undefined;
  return danger * growthOf(facts) * neglectOf(facts);
}

/** From the predicted risk and the score as if they spoke of different things, which they mostly do. */
function dangerOf({ score, risk }: TriageFacts): number | undefined {
  if (!score && !risk) return undefined;
  const byScore = score ? eventProbability(score.score) : 0;
  return 1 - (1 - byScore) * (1 - (risk ? cautious(risk) : 0));
}

/** Halfway to as high as it may be: of two equal risks the less certain one is seen first. */
function cautious({ risk, interval, isUnfamiliar }: NonNullable<TriageFacts["risk"]>): number {
  const high = Math.max(risk, interval?.[1] ?? risk);
  return isUnfamiliar ? high : (risk + high) / 2;
}

/**
 * The chance of an event within a day by NEWS2, a smooth curve of ours through what ward studies report in
 * order of size: about 1 in 400 at 0, 1 in 50 at 5, 1 in 20 at 7, 1 in 3 at 12.
 */
const eventProbability = (score: number): number => 1 / (1 + Math.exp(6 - 0.44 * score));

function growthOf({ score }: TriageFacts): number {
  if (!score || score.previousScore === undefined) return 1;
  const gained = Math.min(POINTS_AT_MOST, Math.max(0, score.score - score.previousScore));
  return 1 + GAIN_PER_POINT * gained;
}

/** By the alert that is least attended to; a patient without one has nobody's attention. */
function neglectOf({ alerts, now }: TriageFacts): number {
  const [least] = alerts.toSorted((a, b) => unattended(b) - unattended(a));
  if (!least) return 1;
  if (least.phase !== "raised") return unattended(least);
  const waited = Math.min(1, Math.max(0, now - least.askedAt) / FULL_WAIT_MS);
  return 1 + WAIT_GAIN * waited;
}

const unattended = ({ phase }: TriageAlert): number => UNATTENDED[phase] ?? 0;

/** The alert whose state the queue tells: the least attended to, and of those the worst. */
export const leadingAlert = <T extends TriageAlert>(alerts: readonly T[]): T | undefined =>
  alerts.toSorted((a, b) => unattended(b) - unattended(a) || worstFirst(a.priority, b.priority))[0];
