import type { Alert, AlertPriority, AlertStep, AlertStepDetails } from "../alerts/alert";
import type { BedState, Occupant } from "../realtime/board";
import type { TimeRange } from "../shared/time-range";
import type { VitalSignKind } from "../vitals/vital-sign";

/** What a sign did over the period. */
export interface SignRange {
  low: number;
  high: number;
  readings: number;
}

export interface StepTaken {
  step: AlertStep;
  priority: AlertPriority;
  at: Date;
  /** The name of who took it; undefined for what the system did. */
  by: string | undefined;
  details: AlertStepDetails | undefined;
}

/** An alert and what became of it, the first step first. */
export interface AlertStory {
  alert: Alert;
  steps: readonly StepTaken[];
}

/** The highest NEWS2 of the period, and when. */
export interface HighestScore {
  score: number;
  at: Date;
}

/** All that a draft is made of: one patient in a bed, as of `now`, over a period. */
export interface HandoverFacts {
  now: Date;
  period: TimeRange;
  bed: BedState & { occupant: Occupant };
  /** "number^authority"; null when it cannot be opened. */
  medicalRecord: string | null;
  /** Who prescribed the oxygen scale; undefined while it is the one everybody starts with. */
  prescription: { by: string; at: Date } | undefined;
  ranges: Readonly<Partial<Record<VitalSignKind, SignRange>>>;
  highestScore: HighestScore | undefined;
  /** Open now, or of the period; the newest first. */
  alerts: readonly AlertStory[];
}

export const isOpen = ({ alert }: AlertStory): boolean => alert.endedAt === undefined;
export const isUnanswered = ({ alert }: AlertStory): boolean => alert.phase === "raised";
