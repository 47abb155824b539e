import type { Alert } from "../alerts/alert";
import { PRIORITY_WORDS, reasonInWords } from "../alerts/alert-words";
import { worstFirst } from "../alerts/priority";
import type { LiveSign, LiveSigns } from "../realtime/board";
import { MS_PER_HOUR, MS_PER_MINUTE } from "../shared/time-range";
import { duration, type TimeFormat } from "../shared/time-format";
import { isTooYoungToScore } from "../vitals/early-warning-score";
import { VITAL_SIGN_KINDS, VITAL_SIGNS, type VitalSignKind } from "../vitals/vital-sign";
import type { HandoverFacts } from "./handover-facts";
import { monitoringFrequency } from "./monitoring-frequency";

// The rules behind a drafted recommendation. Each says what it saw, so that whoever reads it can judge it.

export type DueRule =
  "answer-alert" | "take-alert" | "finish-alert" | "snooze-ends" | "check-sensor" | "measure-sign";

export interface DueItem {
  rule: DueRule;
  text: string;
}

/** What the rules find for one patient, the most urgent first. */
export const whatIsDue = (facts: HandoverFacts, time: TimeFormat): DueItem[] => [
  ...alertsToSeeTo(facts, time),
  ...sensorsToCheck(facts),
  ...signsToMeasure(facts),
];

/** What each open alert waits for, and when it goes on by itself. */
function alertsToSeeTo({ alerts, now }: HandoverFacts, time: TimeFormat): DueItem[] {
  const open = alerts.flatMap(({ alert }) => {
    const rule = RULE_OF_PHASE[alert.phase];
    return rule ? [{ alert, ...rule }] : [];
  });
  return open
    .sort(
      (one, other) => one.rank - other.rank || worstFirst(one.alert.priority, other.alert.priority),
    )
    .map(({ alert, rule, words }) => ({
      rule,
      text: `${words} the ${PRIORITY_WORDS[alert.priority]} alert: ${reasonInWords(alert.reason)}, ${waiting(alert, now)}${next(alert, time)}.`,
    }));
}

const RULE_OF_PHASE: Readonly<
  Partial<Record<Alert["phase"], { rule: DueRule; words: string; rank: number }>>
> = {
  raised: { rule: "answer-alert", words: "Answer", rank: 0 },
  acknowledged: { rule: "take-alert", words: "Take in hand", rank: 1 },
  snoozed: { rule: "snooze-ends", words: "See again after its snooze", rank: 2 },
  "in-hand": { rule: "finish-alert", words: "Say what was found of", rank: 3 },
};

const waiting = ({ askedAt }: Alert, now: Date): string =>
  `asked ${duration((now.getTime() - askedAt.getTime()) / 1_000)} ago`;

function next({ phase, dueAt }: Alert, time: TimeFormat): string {
  if (!dueAt) return "";
  return phase === "snoozed"
    ? `; asks again ${time.clock(dueAt)}`
    : `; escalates ${time.clock(dueAt)}`;
}

/** As many values as a monitor sends, and no nurse charts. */
const STREAMED_PER_HOUR = 12;
/** A monitor that said nothing for so long has come off or lost its link. */
const SENSOR_SILENT_MS = 10 * MS_PER_MINUTE;

/** Signs that came as a stream in the period and have stopped. Not deterioration: something to look at. */
function sensorsToCheck(facts: HandoverFacts): DueItem[] {
  const silent = VITAL_SIGN_KINDS.flatMap((kind) => {
    const age = ageMs(facts, facts.bed.signs[kind]);
    const isSilent = isStreamed(facts, kind) && age !== undefined && age > SENSOR_SILENT_MS;
    return isSilent ? [`${VITAL_SIGNS[kind].label} (${duration(age / 1_000)})`] : [];
  });
  return silent.length === 0
    ? []
    : [
        {
          rule: "check-sensor",
          text: `Check the monitor: no value any more of ${silent.join(", ")}.`,
        },
      ];
}

function isStreamed({ ranges, period, now }: HandoverFacts, kind: VitalSignKind): boolean {
  const until = Math.min(period.to.getTime(), now.getTime());
  const hours = Math.max(1, (until - period.from.getTime()) / MS_PER_HOUR);
  return (ranges[kind]?.readings ?? 0) >= STREAMED_PER_HOUR * hours;
}

/** What NEWS2 is made of, and which signs it may come from. */
const PARAMETERS: readonly { title: string; kinds: readonly VitalSignKind[] }[] = [
  { title: "respiratory rate", kinds: ["respiratoryRate"] },
  { title: "SpO₂", kinds: ["oxygenSaturation"] },
  { title: "oxygen or air", kinds: ["oxygenFlow", "inspiredOxygen"] },
  { title: "blood pressure", kinds: ["systolicPressure"] },
  { title: "pulse", kinds: ["heartRate", "pulseRate"] },
  { title: "consciousness", kinds: ["consciousness"] },
  { title: "temperature", kinds: ["temperature"] },
];

/** Signs that are older than the score allows, or that were never measured. */
function signsToMeasure(facts: HandoverFacts): DueItem[] {
  const { score, occupant, signs } = facts.bed;
  if (isTooYoungToScore(occupant.age)) return [];
  const never = PARAMETERS.filter(({ kinds }) => newestOf(signs, kinds) === undefined);
  const items: DueItem[] = [];
  if (never.length > 0)
    items.push({
      rule: "measure-sign",
      text: `Measure for the first time: ${never.map(({ title }) => title).join(", ")}. NEWS2 is not complete without.`,
    });
  if (!score) return items;

  const { intervalMs, words } = monitoringFrequency(score.score, score.hasRedScore);
  const overdue = PARAMETERS.flatMap(({ title, kinds }) => {
    const age = ageMs(facts, newestOf(signs, kinds));
    return age !== undefined && age > intervalMs ? [`${title} (${duration(age / 1_000)} old)`] : [];
  });
  if (overdue.length > 0)
    items.push({
      rule: "measure-sign",
      text: `Measure now: ${overdue.join(", ")}. NEWS2 ${score.score} asks for ${words}.`,
    });
  return items;
}

/** By the clock of the bed's feed; undefined for what was never measured. */
export function ageMs(
  { bed, now }: Pick<HandoverFacts, "bed" | "now">,
  sign: Pick<LiveSign, "observedAt"> | undefined,
): number | undefined {
  return sign && Math.max(0, now.getTime() + bed.feedOffsetMs - sign.observedAt);
}

function newestOf(signs: LiveSigns, kinds: readonly VitalSignKind[]): LiveSign | undefined {
  let newest: LiveSign | undefined;
  for (const kind of kinds) {
    const sign = signs[kind];
    if (sign && (!newest || sign.observedAt > newest.observedAt)) newest = sign;
  }
  return newest;
}
