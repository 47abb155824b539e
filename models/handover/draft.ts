import { ACUITY_CLASSES } from "../acuity/acuity-class";
import { ACUITY_OVERRIDE_REASONS } from "../acuity/acuity-override";
import { phaseInWords, PRIORITY_WORDS, reasonInWords } from "../alerts/alert-words";
import { technicalInWords } from "../alerts/technical-words";
import { DISPOSITIONS } from "../alerts/disposition";
import { formatRisk, formatRiskLevel } from "../deterioration/risk-words";
import type { LiveSign } from "../realtime/board";
import { dayOrClock, duration, type TimeFormat } from "../shared/time-format";
import { MS_PER_MINUTE } from "../shared/time-range";
import { scoreInWords } from "../vitals/score-words";
import { displayUnit } from "../vitals/display-unit";
import {
  CONSCIOUSNESS_LEVELS,
  VITAL_SIGN_KINDS,
  VITAL_SIGNS,
  type VitalSignKind,
} from "../vitals/vital-sign";
import { type AlertStory, type HandoverFacts, isOpen, type SignRange } from "./handover-facts";
import { monitoringFrequency } from "./monitoring-frequency";
import type { HandoverSection } from "./section";
import { stepInWords } from "./step-words";
import { ageMs, whatIsDue } from "./what-is-due";

/**
 * The sheet of one patient as the system words it: every line says something that is stored, and what is
 * not known is said to be not known. People put it right and add what no monitor knows.
 */
export const draftSheet = (
  facts: HandoverFacts,
  time: TimeFormat,
): Record<HandoverSection, string> => ({
  situation: lines(situation(facts, time)),
  background: lines(background(facts, time)),
  assessment: lines(assessment(facts, time)),
  recommendation: lines(recommendation(facts, time)),
});

const lines = (texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined).join("\n");

const SEXES = {
  female: "female",
  male: "male",
  other: "other sex",
  unknown: "sex not known",
} as const;

function situation(facts: HandoverFacts, time: TimeFormat): (string | undefined)[] {
  const { bed, now } = facts;
  const { occupant, label } = bed;
  const stay = duration((now.getTime() - occupant.admittedAt) / 1_000);
  const age = occupant.age === undefined ? "age not known" : `${occupant.age} years`;
  const open = facts.alerts.filter(isOpen);
  return [
    `Bed ${label}: ${age}, ${SEXES[occupant.sex]}, here since ${time.dayAndClock(occupant.admittedAt)} (${stay}).`,
    scoreLine(facts, time),
    riskLine(facts, time),
    open.length === 0 ? "No open alert." : undefined,
    ...open.map((story) => `Open alert: ${alertInWords(story, time)}.`),
  ];
}

/** A score or a risk that is older says how the patient was, and not how the patient is. */
export const CURRENT_FOR_MS = 15 * MS_PER_MINUTE;

/** When something was worked out, by the hospital's clock, and whether it still holds. */
function asOf(facts: HandoverFacts, observedAt: number, time: TimeFormat) {
  const age = ageMs(facts, { observedAt }) ?? 0;
  const at = dayOrClock(facts.now.getTime() - age, facts.now, time);
  return { at, isCurrent: age <= CURRENT_FOR_MS };
}

function scoreLine(facts: HandoverFacts, time: TimeFormat): string {
  const { bed, highestScore } = facts;
  const { total, note } = scoreInWords(bed.score, bed.occupant.age);
  if (!bed.score || total === undefined) return `NEWS2 not known: ${note}.`;
  const highest = highestScore
    ? ` Highest in this period ${highestScore.score} at ${time.clock(highestScore.at)}.`
    : "";
  const { at, isCurrent } = asOf(facts, bed.score.assessedAt, time);
  return isCurrent
    ? `NEWS2 ${total} (${note}) as of ${at}${trend(bed.score.previousScore, bed.score.score)}.${highest}`
    : `NEWS2 not known now; last ${total} (${note}) at ${at}.${highest}`;
}

function trend(before: number | undefined, now: number): string {
  if (before === undefined) return ", the hour before not known";
  if (before === now) return ", unchanged from an hour before";
  return `, ${now > before ? "up" : "down"} from ${before} an hour before`;
}

function riskLine(facts: HandoverFacts, time: TimeFormat): string {
  const { risk } = facts.bed;
  if (!risk) return "Predicted risk not known.";
  const { at, isCurrent } = asOf(facts, risk.predictedAt, time);
  const value = `${formatRisk(risk.risk)}, ${formatRiskLevel(risk)} the alert level`;
  return isCurrent
    ? `Predicted risk ${value}, as of ${at}.`
    : `Predicted risk not known now; last ${value}, at ${at}.`;
}

function background({ bed, prescription }: HandoverFacts, time: TimeFormat): string[] {
  const { admittedAt, oxygenScale } = bed.occupant;
  return [
    `Admitted ${time.dateAndClock(admittedAt)}.`,
    prescription
      ? `NEWS2 oxygen scale ${oxygenScale}, prescribed by ${prescription.by} ${time.dateAndClock(prescription.at)}.`
      : `NEWS2 oxygen scale ${oxygenScale}; nobody has prescribed one.`,
    "Not known here: diagnosis, history, medication, allergies, goals of care. Add what matters.",
  ];
}

function assessment(facts: HandoverFacts, time: TimeFormat): (string | undefined)[] {
  const { now, period, alerts } = facts;
  const measured = VITAL_SIGN_KINDS.flatMap((kind) => signLine(facts, kind) ?? []);
  const ofPeriod = alerts.filter(
    ({ alert, steps }) =>
      alert.raisedAt >= period.from || steps.some(({ at }) => at >= period.from && at < period.to),
  );
  return [
    measured.length > 0 ? `Signs at ${time.clock(now)}:` : "No sign has been measured.",
    ...measured,
    technicalInWords(facts.bed.technical, now, time),
    acuityLine(facts, time),
    ofPeriod.length > 0 ? "Alerts of the period, and what was done:" : "No alert in the period.",
    ...ofPeriod.map((story) => `- ${storyInWords(story, time)}`),
  ];
}

/** Nursing workload, which is not how ill somebody is. */
function acuityLine({ bed: { acuity } }: HandoverFacts, time: TimeFormat): string {
  if (acuity?.acuityClass === undefined) return "Acuity not known.";
  const { acuityClass, computed, override } = acuity;
  const { title } = ACUITY_CLASSES[acuityClass];
  if (override) {
    const reason = ACUITY_OVERRIDE_REASONS[override.reason].toLowerCase();
    return `Acuity class ${acuityClass} (${title.toLowerCase()}), set by ${override.setBy} until ${time.clock(Date.parse(override.until))}: ${reason}.`;
  }
  return `Acuity class ${acuityClass} (${title.toLowerCase()})${computed.isAtLeast ? " or higher: not everything is known" : ""}.`;
}

/** "- Heart rate 112 /min (2 min ago; 88 to 124 in the period)" */
function signLine(facts: HandoverFacts, kind: VitalSignKind): string | undefined {
  const { signs } = facts.bed;
  const { systolicPressure: systolic, diastolicPressure: diastolic } = signs;
  // Of two that were taken together the second is told with the first.
  const isPair = systolic && diastolic && systolic.observedAt === diastolic.observedAt;
  if (isPair && kind === "diastolicPressure") return undefined;
  if (isPair && kind === "systolicPressure") {
    const value = `${valueInWords(kind, systolic.value)}/${valueInWords(kind, diastolic.value)}`;
    return line(facts, kind, systolic, { label: "Blood pressure", value, of: "systolic " });
  }
  const sign = signs[kind];
  const { label } = VITAL_SIGNS[kind];
  return sign && line(facts, kind, sign, { label, value: valueInWords(kind, sign.value), of: "" });
}

function line(
  facts: HandoverFacts,
  kind: VitalSignKind,
  sign: LiveSign,
  { label, value, of }: { label: string; value: string; of: string },
): string {
  const age = duration((ageMs(facts, sign) ?? 0) / 1_000);
  const range = facts.ranges[kind];
  const over = range ? `${of}${rangeInWords(kind, range)}` : "not measured in the period";
  return `- ${label} ${value}${unitOf(kind)} (${age} ago; ${over})`;
}

function rangeInWords(kind: VitalSignKind, { low, high }: SignRange): string {
  const [lowest, highest] = [valueInWords(kind, low), valueInWords(kind, high)];
  return lowest === highest ? "the same all the period" : `${lowest} to ${highest} in the period`;
}

function valueInWords(kind: VitalSignKind, value: number): string {
  if (kind === "consciousness") return CONSCIOUSNESS_LEVELS[value] ?? "not known";
  const hasDecimal = kind === "temperature" || kind === "oxygenFlow";
  return value.toFixed(hasDecimal ? 1 : 0);
}

const unitOf = (kind: VitalSignKind): string =>
  kind === "consciousness" ? "" : ` ${displayUnit(VITAL_SIGNS[kind].ucum)}`;

const alertInWords = ({ alert }: AlertStory, time: TimeFormat): string =>
  `${PRIORITY_WORDS[alert.priority]}, ${reasonInWords(alert.reason)}, raised ${time.dayAndClock(alert.raisedAt)}, ${phaseInWords(alert, time)}`;

function storyInWords({ alert, steps }: AlertStory, time: TimeFormat): string {
  const done = steps.map((step) => stepInWords(step, time));
  const found = alert.disposition
    ? [`found: ${DISPOSITIONS[alert.disposition].title.toLowerCase()}`]
    : [];
  return `${reasonInWords(alert.reason)}: ${[...done, ...found].join("; ")}`;
}

function recommendation(facts: HandoverFacts, time: TimeFormat): string[] {
  const due = whatIsDue(facts, time);
  if (due.length > 0) return due.map(({ text }) => `- ${text}`);
  const { score, occupant } = facts.bed;
  const { total } = scoreInWords(score, occupant.age);
  if (!score || total === undefined) return ["Nothing is due by the rules, and there is no score."];
  const { words } = monitoringFrequency(score.score, score.hasRedScore);
  const { at, isCurrent } = asOf(facts, score.assessedAt, time);
  const which = isCurrent ? `NEWS2 ${total}` : `The last NEWS2, ${total} at ${at},`;
  return [`Nothing is due by the rules. ${which} asks for ${words}.`];
}
