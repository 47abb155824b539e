import { z } from "zod";
import { wilsonInterval } from "../shared/wilson-interval";

/** What somebody at the bedside found when a predicted risk had raised an alert. */
export const AlertVerdict = z.enum(["deteriorating", "known-already", "artefact", "other"]);
export type AlertVerdict = z.infer<typeof AlertVerdict>;

/** In the words of who answers. Right is an alert whose patient was getting worse, news or not. */
export const ALERT_VERDICTS: Readonly<
  Record<AlertVerdict, { title: string; short: string; isRight: boolean }>
> = {
  deteriorating: { title: "Deteriorating", short: "Deteriorating", isRight: true },
  "known-already": {
    title: "Deteriorating, known already",
    short: "Known already",
    isRight: true,
  },
  artefact: { title: "Artefact of a sensor", short: "Artefact", isRight: false },
  other: { title: "Not deteriorating", short: "Not deteriorating", isRight: false },
};

/** How many alerts had which answer; those nobody answered have none. */
export interface JudgedAlerts {
  verdict: AlertVerdict | null;
  alerts: number;
}

export interface LivePrecision {
  alerts: number;
  answered: number;
  /** Of the answered. */
  right: number;
  /** Right, and the team did not know yet. */
  news: number;
  /** Right of answered; undefined when nobody answered. */
  share: number | undefined;
  interval95: [low: number, high: number] | undefined;
}

/**
 * The positive predictive value of alerts as nurses saw it, with Wilson's interval. Only of those that were
 * answered: whoever answers more readily when an alert was wrong makes it look worse, and the other way round.
 */
export function livePrecision(judged: readonly JudgedAlerts[]): LivePrecision {
  const sum = (counts: (verdict: AlertVerdict | null) => boolean): number =>
    judged.reduce((total, { verdict, alerts }) => total + (counts(verdict) ? alerts : 0), 0);
  const answered = sum((verdict) => verdict !== null);
  const right = sum((verdict) => verdict !== null && ALERT_VERDICTS[verdict].isRight);
  return {
    alerts: sum(() => true),
    answered,
    right,
    news: sum((verdict) => verdict === "deteriorating"),
    share: answered === 0 ? undefined : right / answered,
    interval95: wilsonInterval(right, answered),
  };
}
