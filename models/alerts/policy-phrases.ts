import { displayUnit } from "../vitals/display-unit";
import { VITAL_SIGNS, type VitalSignKind } from "../vitals/vital-sign";
import type { AlertCause, AlertPriority } from "./alert";
import type { AlertPolicy, SignLimit } from "./alert-policy";
import { DISPOSITIONS, type Disposition } from "./disposition";
import type { EscalationRole } from "./escalation";

export const CAUSE_TITLES: Readonly<Record<AlertCause, string>> = {
  "early-warning-score": "NEWS2",
  "deterioration-risk": "Predicted risk",
  "score-rise": "Rise of NEWS2",
  "single-sign": "Single signs",
};

/** From the one that asks for most downwards. */
export const PRIORITIES = ["high", "medium", "low"] as const satisfies readonly AlertPriority[];

/** In a sentence: whom the ladder asks. */
export const ASKED: Readonly<Record<EscalationRole, string>> = {
  nurse: "the nurse",
  "charge-nurse": "the charge nurse",
  "rapid-response": "the rapid response team",
  physician: "the physician",
};

export type QuietAfter = keyof AlertPolicy["quietMinutes"];

/** After which end of an alert its cause stays quiet, in the order of the form. */
export const QUIET_AFTER: readonly QuietAfter[] = [
  "recovered",
  "true-deterioration",
  "already-known",
  "goals-of-care",
  "artefact",
  "other",
];

export const quietTitle = (after: QuietAfter): string =>
  after === "recovered" ? "Better by itself" : DISPOSITIONS[after satisfies Disposition].title;

/** `5 minutes`, `1 hour`, `2 hours 30 minutes`. */
export function minutesInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    hours > 0 && counted(hours, "hour"),
    (rest > 0 || hours === 0) && counted(rest, "minute"),
  ];
  return parts.filter(Boolean).join(" ");
}

export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A share or a probability with as many digits as were set: `4.2 %`. */
export const percentInWords = (share: number): string => `${Math.round(share * 10_000) / 100} %`;

/** `at once`, or how long it must have lasted. */
export const onceLasted = (minutes: number): string =>
  minutes === 0 ? "at once" : `once it has lasted ${minutesInWords(minutes)}`;

/** `SpO₂ below 88 %`, `Heart rate below 40 or above 130 /min`. */
export function limitInWords({ kind, low, high }: Omit<SignLimit, "priority">): string {
  const sides = [low !== undefined && `below ${low}`, high !== undefined && `above ${high}`].filter(
    Boolean,
  );
  return `${VITAL_SIGNS[kind].label} ${sides.join(" or ")}${unitOf(kind)}`;
}

/** A coded sign has no unit to write. */
export const unitOf = (kind: VitalSignKind): string => {
  const { ucum } = VITAL_SIGNS[kind];
  return ucum.startsWith("{") ? "" : ` ${displayUnit(ucum)}`;
};

/** `a, b and c`. */
export const listed = (parts: readonly string[], and = "and"): string =>
  parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} ${and} ${parts[parts.length - 1]}`;

export const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
