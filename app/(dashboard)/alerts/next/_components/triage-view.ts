import { expectedBenefit, leadingAlert } from "#models/alerts/expected-benefit";
import { isPatientPartlyUnseen } from "#models/alerts/technical-alarm";
import type { BedState } from "#models/realtime/board";
import type { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { formatAge } from "@/_components/live/age";
import type { AlertOnWire } from "@/_components/live/alert-ledger";
import { scoreBand, type ScoreBand } from "@/_components/live/bed-view";
import type { BoardBed, UnitBoard } from "@/_components/live/board-reducer";
import { bedFreshness } from "@/_components/live/bed-freshness";
import { formatRiskLevel } from "#models/deterioration/risk-words";

/** A patient in the queue of who should be seen next. */
export interface TriageEntry {
  unitId: UnitId;
  bedId: BedId;
  bedLabel: string;
  encounterId: EncounterId;
  /** Undefined: nothing is known. */
  benefit: number | undefined;
  /** Why, in one sentence. */
  reason: string;
  band: ScoreBand;
  score: number | undefined;
  /** The alert to answer. */
  alert: AlertOnWire | undefined;
}

/** Those in a bed of these units, the one to see first at the top; of whom nothing is known before the well. */
export function triage(
  boards: ReadonlyMap<UnitId, UnitBoard>,
  alerts: ReadonlyMap<BedId, readonly AlertOnWire[]>,
  { unitIds, now }: { unitIds: readonly UnitId[]; now: number },
): TriageEntry[] {
  const entries: TriageEntry[] = [];
  for (const unitId of unitIds)
    for (const [bedId, bed] of boards.get(unitId)?.beds ?? []) {
      const { occupant } = bed.state;
      if (!occupant) continue;
      const { encounterId } = occupant;
      const own = (alerts.get(bedId) ?? []).filter((alert) => alert.encounterId === encounterId);
      entries.push(toEntry({ unitId, bedId, encounterId, bed, alerts: own, now }));
    }
  return entries.sort(
    (a, b) =>
      orderOf(b) - orderOf(a) ||
      labels.compare(a.bedLabel, b.bedLabel) ||
      compare(a.bedId, b.bedId),
  );
}

const labels = new Intl.Collator("en", { numeric: true });
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Where somebody unknown stands: as if at the edge of an alert. */
const UNKNOWN_ORDER = 0.02;
const orderOf = ({ benefit }: TriageEntry): number => benefit ?? UNKNOWN_ORDER;

interface Triaged {
  unitId: UnitId;
  bedId: BedId;
  encounterId: EncounterId;
  bed: BoardBed;
  alerts: readonly AlertOnWire[];
  now: number;
}

function toEntry({ unitId, bedId, encounterId, bed, alerts, now }: Triaged): TriageEntry {
  const { state } = bed;
  const open = alerts.map((alert) => ({ ...alert, askedAt: Date.parse(alert.askedAt), alert }));
  const leading = leadingAlert(open)?.alert;
  return {
    ...{ unitId, bedId, encounterId, bedLabel: state.label, alert: leading },
    benefit: expectedBenefit({ score: state.score, risk: state.risk, alerts: open, now }),
    reason: sentence(state, leading, { now, isStale: bedFreshness(bed, now) !== "live" }),
    band: scoreBand(state.score),
    score: state.score?.score,
  };
}

function sentence(
  { score, risk, technical }: BedState,
  alert: AlertOnWire | undefined,
  { now, isStale }: { now: number; isStale: boolean },
): string {
  if (!score && !risk) return "Nothing is known yet: see that the patient is measured.";
  const facts = [
    score && `NEWS2 ${score.score}${change(score)}`,
    risk && `risk ${formatRiskLevel(risk)} the alert level`,
    isStale && "the signs are not live",
  ].filter(Boolean);
  // That the signs are not live says more.
  const unseen = !isStale && isPatientPartlyUnseen(technical) ? "; a sensor is off" : "";
  return `${attention(alert, now)}: ${facts.join(", ")}${unseen}.`;
}

function change({ score, previousScore }: NonNullable<BedState["score"]>): string {
  if (previousScore === undefined || previousScore === score) return "";
  const points = Math.abs(score - previousScore);
  return `, ${score > previousScore ? "up" : "down"} ${points} in an hour`;
}

function attention(alert: AlertOnWire | undefined, now: number): string {
  if (!alert) return "No alert";
  const since = (instant: string | undefined) =>
    formatAge(now - Date.parse(instant ?? alert.askedAt));
  switch (alert.phase) {
    case "acknowledged":
      return `Acknowledged by ${alert.acknowledgedBy ?? "a colleague"} ${since(alert.acknowledgedAt)} ago`;
    case "in-hand":
      return `${alert.inHandBy ?? "A colleague"} has it in hand for ${since(alert.inHandAt)}`;
    case "snoozed":
      return `Snoozed for another ${formatAge(Date.parse(alert.snoozedUntil ?? alert.askedAt) - now)}`;
    default:
      return `Unanswered for ${since(alert.askedAt)}`;
  }
}
