import type { EscalationNow, EscalationStretch, StoredEscalationOutlook } from "#db/escalation";
import { DEFAULT_ESCALATION_RULES } from "#models/escalation/default-rules";
import { ESCALATION_LEVEL_LIST } from "#models/escalation/escalation-level";
import {
  ESCALATION_PARAMETER_LIST,
  ESCALATION_PARAMETERS,
} from "#models/escalation/escalation-parameter";
import type { EscalationRules, EscalationRulesVersion } from "#models/escalation/escalation-rules";
import { likeliestLevel, probabilityFrom } from "#models/escalation/forecast-escalation";
import { csvLine } from "@/_lib/csv-line";
import type { TimeFormat } from "@/_lib/format-time";
import { reasonsInWords } from "./reasons-in-words";

// Each file: its head, then a line for each row. Times are the hospital's; what is not known is empty.

const THRESHOLDS = ["level_2_from", "level_3_from", "level_4_from"];

/** What makes the level now, with what it would take to be another. */
export function parameterLines(
  present: EscalationNow | undefined,
  rules: EscalationRules,
  time: TimeFormat,
): string[] {
  const head = csvLine([
    ...["parameter", "value", "unit", "level_by_itself", "points", "points_at_most"],
    ...["counts", "worse_when", ...THRESHOLDS, "looked_at"],
  ]);
  if (!present) return [head];
  const lookedAt = time.dateAndClock(present.lookedAt);
  return [
    head,
    ...present.finding.parameters.map(({ parameter, value, level, points, mostPoints, isOn }) => {
      const { title, unit, worse } = ESCALATION_PARAMETERS[parameter];
      return csvLine([
        ...[title, value === undefined ? "" : String(Math.round(value * 10) / 10), unit],
        ...(isOn ? [cell(level), cell(points), cell(mostPoints), "yes"] : ["", "", "", "no"]),
        ...[worse, ...thresholdsOf(rules.parameters[parameter]), lookedAt],
      ]);
    }),
  ];
}

/** Every stretch of hours that is yet to end. */
export function outlookLines(
  stored: StoredEscalationOutlook | undefined,
  now: Date,
  time: TimeFormat,
): string[] {
  const head = csvLine([
    ...["from", "to", "likeliest_level", "is_at_least"],
    ...ESCALATION_LEVEL_LIST.map((level) => `probability_level_${level}`),
    ...["probability_level_3_or_higher", "issued_at", "rules_version"],
  ]);
  if (!stored) return [head];
  const ahead = stored.outlook.filter(({ to }) => to > now);
  return [
    head,
    ...ahead.map((outlook) =>
      csvLine([
        ...[time.dateAndClock(outlook.from), time.dateAndClock(outlook.to)],
        ...[cell(likeliestLevel(outlook)), yesOrNo(outlook.isAtLeast)],
        ...ESCALATION_LEVEL_LIST.map((level) => outlook.probabilities[level].toFixed(4)),
        probabilityFrom(3, outlook).toFixed(4),
        ...[time.dateAndClock(stored.issuedAt), cell(stored.rulesVersion)],
      ]),
    ),
  ];
}

/** The levels there were, the newest first, which has no end yet. */
export function historyLines(past: readonly EscalationStretch[], time: TimeFormat): string[] {
  return [
    csvLine(["from", "to", "level", "is_at_least", "points", "made_by", "rules_version"]),
    ...past.map((stretch, at) => {
      const endedAt = past[at - 1]?.beganAt;
      return csvLine([
        ...[time.dateAndClock(stretch.beganAt), endedAt ? time.dateAndClock(endedAt) : ""],
        ...[cell(stretch.level), yesOrNo(stretch.isAtLeast), cell(stretch.finding.points)],
        ...[reasonsInWords(stretch), cell(stretch.rulesVersion)],
      ]);
    }),
  ];
}

/** Each parameter of each version, the newest first and the house's, which is version 0, last. */
export function rulesLines(
  versions: readonly EscalationRulesVersion[],
  time: TimeFormat,
): string[] {
  const house = { version: 0, rules: DEFAULT_ESCALATION_RULES, madeAt: undefined, madeBy: "" };
  const all = [...versions, house];
  return [
    csvLine([
      ...["version", "in_force", "made_by", "made_at", "points_for_level_2"],
      ...["points_for_level_3", "points_for_level_4", "fall_margin", "fall_after_minutes"],
      ...["parameter", "counts", "worse_when", "unit", ...THRESHOLDS, "weight", "lifts_to_level"],
    ]),
    ...all.flatMap(({ version, rules, madeAt, madeBy }, at) => {
      const { parameters, pointsFor, fallMargin, fallAfterMinutes } = rules;
      const ofVersion = [
        ...[cell(version), yesOrNo(at === 0), madeBy ?? ""],
        madeAt ? time.dateAndClock(madeAt) : "",
        ...[pointsFor[2], pointsFor[3], pointsFor[4], fallMargin, fallAfterMinutes].map(cell),
      ];
      return ESCALATION_PARAMETER_LIST.map((parameter) => {
        const { title, unit, worse } = ESCALATION_PARAMETERS[parameter];
        const { isOn, weight, liftsTo } = parameters[parameter];
        return csvLine([
          ...ofVersion,
          ...[title, yesOrNo(isOn), worse, unit, ...thresholdsOf(parameters[parameter])],
          ...[cell(weight), liftsTo > 1 ? cell(liftsTo) : ""],
        ]);
      });
    }),
  ];
}

const thresholdsOf = ({ thresholds }: EscalationRules["parameters"]["exceedance"]): string[] =>
  [thresholds[2], thresholds[3], thresholds[4]].map(cell);

const yesOrNo = (is: boolean): string => (is ? "yes" : "no");
const cell = (count: number | undefined): string => (count === undefined ? "" : String(count));
