import type { AlertPriority } from "./alert";
import type { AlertPolicy } from "./alert-policy";
import { ESCALATION_ROLES, ESCALATION_TITLES } from "./escalation";
import {
  counted,
  limitInWords,
  listed,
  minutesInWords,
  percentInWords,
  PRIORITIES,
  QUIET_AFTER,
  quietTitle,
} from "./policy-phrases";

/** One thing a policy sets, in words. A part of the policy and a title within it name it. */
export interface PolicyLine {
  part: string;
  title: string;
  words: string;
}

const onOff = (isOn: boolean): string => (isOn ? "on" : "off");
const lasting = (minutes: number): string => (minutes === 0 ? "at once" : minutesInWords(minutes));

/** Everything a policy sets, in the order of its form. */
export const policyLines = (policy: AlertPolicy): PolicyLine[] => [
  ...inPart("NEWS2", scoreLines(policy)),
  ...inPart("Predicted risk", riskLines(policy)),
  ...inPart("Rise of NEWS2", riseLines(policy)),
  ...inPart("Single signs", signLines(policy)),
  ...inPart("Recovery and quiet", endLines(policy)),
  ...inPart("Escalation ladder", ladderLines(policy)),
  ...inPart("Answering", answerLines(policy)),
];

type Line = readonly [title: string, words: string];

const inPart = (part: string, lines: readonly Line[]): PolicyLine[] =>
  lines.map(([title, words]) => ({ part, title, words }));

const scoreLines = ({ earlyWarningScore: trigger }: AlertPolicy): Line[] => [
  ["Raises alerts", onOff(trigger.isOn)],
  ["Medium alert from", String(trigger.mediumFrom)],
  ["High alert from", String(trigger.highFrom)],
  ["A single parameter at 3 counts", trigger.redScoreCounts ? "yes" : "no"],
  ["Better counts from", `${counted(trigger.rearmMargin, "point")} below the level`],
  ["Must last", lasting(trigger.persistenceMinutes)],
];

const riskLines = ({ deteriorationRisk: trigger }: AlertPolicy): Line[] => [
  ["Raises alerts", onOff(trigger.isOn)],
  ["Level", trigger.threshold === null ? "the model's own" : percentInWords(trigger.threshold)],
  ["High alert from", `${trigger.highFactor} times the level`],
  ["Better counts below", `${percentInWords(trigger.rearmShare)} of the level`],
  ["Must last", lasting(trigger.persistenceMinutes)],
];

const riseLines = ({ scoreRise: trigger }: AlertPolicy): Line[] => [
  ["Raises alerts", onOff(trigger.isOn)],
  ["Rise within an hour", counted(trigger.points, "point")],
  ["Priority", trigger.priority],
  ["Must last", lasting(trigger.persistenceMinutes)],
];

const signLines = ({ singleSign: trigger }: AlertPolicy): Line[] => [
  ["Raises alerts", onOff(trigger.isOn)],
  ...PRIORITIES.map((priority): Line => {
    const limits = trigger.limits.filter((limit) => limit.priority === priority);
    return [
      `Limits of ${priority} priority`,
      limits.length > 0 ? listed(limits.map(limitInWords)) : "none",
    ];
  }),
  ["Must last", lasting(trigger.persistenceMinutes)],
];

const endLines = (policy: AlertPolicy): Line[] => [
  ["Better for", minutesInWords(policy.recoveryMinutes)],
  ["Better for, from fewer inputs", minutesInWords(policy.recoveryFromFewerInputsMinutes)],
  ...QUIET_AFTER.map((after): Line => [
    `Quiet after “${quietTitle(after)}”`,
    minutesInWords(policy.quietMinutes[after]),
  ]),
  ["Expires when not assessed for", counted(policy.expiryHours, "hour")],
];

const ladderLines = ({ ladder }: AlertPolicy): Line[] =>
  ESCALATION_ROLES.flatMap((role): Line[] => {
    const title = ESCALATION_TITLES[role];
    const rung = ladder.find((each) => each.role === role);
    if (!rung) return [[title, "not asked"]];
    return [
      [title, "asked"],
      [`${title}: contact`, rung.contact === "" ? "none" : rung.contact],
      [`${title}: time to answer`, byPriority(rung.waitMinutes)],
    ];
  });

const answerLines = (policy: AlertPolicy): Line[] => [
  ["In hand within", byPriority(policy.inHandWithinMinutes)],
  ["Outcome within", byPriority(policy.outcomeWithinMinutes)],
  ["Snooze for at most", byPriority(policy.snoozeLimitMinutes, "never")],
];

const byPriority = (
  minutes: Readonly<Record<AlertPriority, number>>,
  zero = minutesInWords(0),
): string =>
  PRIORITIES.map(
    (priority) =>
      `${priority} ${minutes[priority] === 0 ? zero : minutesInWords(minutes[priority])}`,
  ).join(", ");

/** A line as it is, and as it was; undefined where the policy before did not say it. */
export interface PolicyChange {
  part: string;
  title: string;
  from: string | undefined;
  to: string;
}

/**
 * What tells one policy from another, in the order of the form; empty for the same policy. What is said no
 * more belongs to a role that is not asked any more, which is said.
 */
export function policyChanges(before: AlertPolicy, after: AlertPolicy): PolicyChange[] {
  const nameOf = ({ part, title }: PolicyLine): string => `${part}: ${title}`;
  const was = new Map(policyLines(before).map((line) => [nameOf(line), line.words]));

  return policyLines(after).flatMap((line) => {
    const { part, title, words: to } = line;
    const from = was.get(nameOf(line));
    return from === to ? [] : [{ part, title, from, to }];
  });
}
