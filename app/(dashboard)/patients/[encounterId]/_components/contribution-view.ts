import type { Reason } from "#models/deterioration/reasons";
import type { LiveRisk } from "#models/realtime/board";
import { formatAge } from "@/_components/live/age";
import { formatRisk } from "#models/deterioration/risk-words";
import { MS_PER_MINUTE } from "#models/shared/time-range";

export interface ContributionView {
  label: string;
  value: string | undefined;
  /** Where it is going and how old it is: "rising, 6 h old". */
  detail: string;
  direction: "raises" | "lowers";
  /** Of the largest one, 0 to 1. */
  share: number;
  /** On the log-odds scale, where contributions add up: "+0.42". */
  effect: string;
}

/** The contributions as they come, largest first, and what is not told apart last. */
export function viewContributions(reasons: readonly Reason[]): readonly ContributionView[] {
  const largest = Math.max(...reasons.map(({ logit }) => Math.abs(logit)), Number.EPSILON);
  return reasons
    .filter(({ logit }) => logit !== 0)
    .map((reason) => ({
      label: reason.label,
      value: reason.value,
      detail: detailOf(reason),
      direction: reason.logit > 0 ? "raises" : "lowers",
      share: Math.abs(reason.logit) / largest,
      effect: formatEffect(reason.logit),
    }));
}

/** All of them together. */
export const totalEffect = (reasons: readonly Reason[]): string =>
  formatEffect(reasons.reduce((sum, { logit }) => sum + logit, 0));

function formatEffect(logit: number): string {
  const text = Math.abs(logit).toFixed(2);
  if (text === "0.00") return "±0.00";
  return logit > 0 ? `+${text}` : `−${text}`;
}

/** Within its hour a value is as good as now; only an older one says its age. */
const OLD_MINUTES = 60;

function detailOf({ trend, ageMinutes }: Reason): string {
  const age =
    ageMinutes !== undefined && ageMinutes >= OLD_MINUTES
      ? `${formatAge(ageMinutes * MS_PER_MINUTE)} old`
      : undefined;
  return [trend, age].filter(Boolean).join(", ");
}

/** What must be said before the number is believed; empty when there is nothing to say. */
export function cautionsOf(risk: LiveRisk): string[] {
  const trust = trustOf(risk);
  const doubts = risk.doubts ?? [];
  const sensors = doubts.length > 0 ? [`Check the sensor: ${doubts.join("; ")}.`] : [];
  return trust === undefined ? sensors : [trust, ...sensors];
}

function trustOf({ isUnfamiliar, interval, threshold }: LiveRisk): string | undefined {
  if (isUnfamiliar) return "This patient is unlike those the model learnt from: rely on NEWS2.";
  if (!interval) return undefined;
  const [low, high] = interval;
  if (low < threshold && threshold <= high)
    return "The model is not sure on which side of the alert level this patient is.";
  return undefined;
}

/** "between 3.1 % and 7.0 %"; undefined when it is not known. */
export const formatInterval = ({ interval }: Pick<LiveRisk, "interval">): string | undefined =>
  interval && `between ${formatRisk(interval[0])} and ${formatRisk(interval[1])}`;
