import { z } from "zod";
import { wilsonInterval } from "../shared/wilson-interval";

/** What somebody at the bedside found when an alert had been raised. */
export const Disposition = z.enum([
  "true-deterioration",
  "already-known",
  "goals-of-care",
  "artefact",
  "other",
]);
export type Disposition = z.infer<typeof Disposition>;

/**
 * In the words of who answers. Right is an alert whose patient was getting worse, whether that was news or
 * not, and whether or not anything was to be done about it.
 */
export const DISPOSITIONS: Readonly<
  Record<Disposition, { title: string; short: string; isRight: boolean }>
> = {
  "true-deterioration": {
    title: "Deteriorating, and new to us",
    short: "Deteriorating",
    isRight: true,
  },
  "already-known": {
    title: "Deteriorating, known already",
    short: "Known already",
    isRight: true,
  },
  "goals-of-care": {
    title: "Expected: goals of care are set",
    short: "Goals of care",
    isRight: true,
  },
  artefact: { title: "Artefact of a sensor", short: "Artefact", isRight: false },
  other: { title: "Not deteriorating", short: "Not deteriorating", isRight: false },
};

/** How many alerts had which answer; those nobody answered have none. */
export interface DisposedAlerts {
  disposition: Disposition | null;
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
export function livePrecision(disposed: readonly DisposedAlerts[]): LivePrecision {
  const sum = (counts: (disposition: Disposition | null) => boolean): number =>
    disposed.reduce(
      (total, { disposition, alerts }) => total + (counts(disposition) ? alerts : 0),
      0,
    );
  const answered = sum((disposition) => disposition !== null);
  const right = sum((disposition) => disposition !== null && DISPOSITIONS[disposition].isRight);
  return {
    alerts: sum(() => true),
    answered,
    right,
    news: sum((disposition) => disposition === "true-deterioration"),
    share: answered === 0 ? undefined : right / answered,
    interval95: wilsonInterval(right, answered),
  };
}
