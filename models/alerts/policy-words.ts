import { VITAL_SIGNS } from "../vitals/vital-sign";
import type { AlertPriority } from "./alert";
import type { AlertPolicy } from "./alert-policy";
import {
  ASKED,
  counted,
  limitInWords,
  listed,
  minutesInWords,
  onceLasted,
  percentInWords,
  PRIORITIES,
  QUIET_AFTER,
  quietTitle,
  upperFirst,
} from "./policy-phrases";

export interface PolicyParagraph {
  title: string;
  sentences: readonly string[];
}

/** What a policy does, for somebody who reads no form. */
export const policyInWords = (policy: AlertPolicy): PolicyParagraph[] => [
  { title: "What raises an alert", sentences: raising(policy) },
  { title: "Who is asked", sentences: PRIORITIES.map((priority) => asking(policy, priority)) },
  { title: "Once it is answered", sentences: answered(policy) },
  { title: "How it ends", sentences: ending(policy) },
];

const article = (priority: AlertPriority): string => `a ${priority} alert`;

function raising(policy: AlertPolicy): string[] {
  const sentences = [
    ...ofScore(policy),
    ...ofRisk(policy),
    ...ofRise(policy),
    ...ofSingleSigns(policy),
  ];
  return sentences.length > 0 ? sentences : ["Nothing raises an alert in this unit."];
}

function ofScore({ earlyWarningScore: trigger }: AlertPolicy): string[] {
  if (!trigger.isOn) return [];
  const { mediumFrom, highFrom } = trigger;
  const below = mediumFrom === highFrom - 1 ? `${mediumFrom}` : `${mediumFrom} to ${highFrom - 1}`;
  const lasts = onceLasted(trigger.persistenceMinutes);
  return [
    `A NEWS2 of ${highFrom} or more raises a high alert ${lasts}; one of ${below} a medium alert.`,
    ...(trigger.redScoreCounts
      ? ["A single parameter scored 3 raises a medium alert, whatever the sum."]
      : []),
    ...(trigger.rearmMargin > 0
      ? [`It counts as better only ${counted(trigger.rearmMargin, "point")} below its level.`]
      : []),
  ];
}

function ofRisk({ deteriorationRisk: trigger }: AlertPolicy): string[] {
  if (!trigger.isOn) return [];
  const level =
    trigger.threshold === null
      ? "the model's own level"
      : `the unit's own level of ${percentInWords(trigger.threshold)}`;
  const lasts = onceLasted(trigger.persistenceMinutes);
  const raises =
    trigger.highFactor === 1
      ? `raises a high alert ${lasts}`
      : `raises a medium alert ${lasts}; one of ${trigger.highFactor} times that level a high alert`;
  return [
    `A predicted risk at or above ${level} ${raises}.`,
    ...(trigger.rearmShare < 1
      ? [`It counts as better only below ${percentInWords(trigger.rearmShare)} of that level.`]
      : []),
  ];
}

function ofRise({ scoreRise: trigger }: AlertPolicy): string[] {
  if (!trigger.isOn) return [];
  const points = counted(trigger.points, "point");
  const lasts = onceLasted(trigger.persistenceMinutes);
  return [
    `A NEWS2 that is ${points} or more above that of an hour before raises ${article(trigger.priority)} ${lasts}.`,
  ];
}

function ofSingleSigns({ singleSign: trigger }: AlertPolicy): string[] {
  if (!trigger.isOn) return [];
  const lasts = onceLasted(trigger.persistenceMinutes);
  return trigger.limits.map(
    ({ priority, ...limit }) => `${limitInWords(limit)} raises ${article(priority)} ${lasts}.`,
  );
}

/** The ladder as one priority climbs it. */
function asking({ ladder }: AlertPolicy, priority: AlertPriority): string {
  const steps = ladder.map(({ role, waitMinutes }, rung) => {
    const wait = minutesInWords(waitMinutes[priority]);
    return rung === ladder.length - 1
      ? `${ASKED[role]}, again every ${wait}`
      : `${ASKED[role]}, who has ${wait}`;
  });
  return `${upperFirst(article(priority))} asks ${steps.join("; then ")}.`;
}

/** The same time for every priority is said once. */
function byPriority(minutes: Readonly<Record<AlertPriority, number>>): string {
  if (minutes.high === minutes.medium && minutes.high === minutes.low)
    return minutesInWords(minutes.high);
  return listed(
    PRIORITIES.map((priority) => `${minutesInWords(minutes[priority])} (${priority})`),
    "or",
  );
}

const answered = (policy: AlertPolicy): string[] => [
  `Whoever acknowledges an alert has ${byPriority(policy.inHandWithinMinutes)} until somebody takes it in hand, else the next in the ladder is asked.`,
  `Once it is in hand, there is ${byPriority(policy.outcomeWithinMinutes)} to say what was found.`,
  snoozing(policy),
];

function snoozing({ snoozeLimitMinutes: limits }: AlertPolicy): string {
  const never = PRIORITIES.filter((priority) => limits[priority] === 0);
  if (never.length === PRIORITIES.length) return "No alert may be snoozed.";
  const may = PRIORITIES.filter((priority) => limits[priority] > 0).map(
    (priority) => `${article(priority)} for ${minutesInWords(limits[priority])}`,
  );
  const not = never.length > 0 ? ` ${upperFirst(listed(never.map(article)))} may not.` : "";
  return `With a reason one may snooze ${listed(may)} at most; worsening ends a snooze.${not}`;
}

function ending(policy: AlertPolicy): string[] {
  const { recoveryMinutes: better, recoveryFromFewerInputsMinutes: fewer } = policy;
  const quiet = QUIET_AFTER.filter((after) => policy.quietMinutes[after] > 0).map(
    (after) => `${minutesInWords(policy.quietMinutes[after])} after “${quietTitle(after)}”`,
  );
  return [
    `An alert steps down or ends once the patient has been better for ${minutesInWords(better)}, or for ${minutesInWords(fewer)} when fewer inputs are known than before.`,
    quiet.length > 0
      ? `Then the same cause stays quiet unless it gets worse than it was: ${listed(quiet)}.`
      : "Then the same cause may raise an alert again at once.",
    `An alert whose cause has not been assessed for ${counted(policy.expiryHours, "hour")} expires.`,
  ];
}

/** The Royal College of Physicians, NEWS2 (2017): an emergency assessment from 7, an urgent one from 5. */
const EMERGENCY_FROM = 7;
const URGENT_FROM = 5;
/** So long a high alert may rest with nobody asked further, before one must wonder. */
const LONGEST_HIGH_WAIT_MINUTES = 30;

/** What whoever saves the policy should have seen: it may be meant, and may be a slip. */
export function policyCautions(policy: AlertPolicy): string[] {
  const { earlyWarningScore: score, ladder, snoozeLimitMinutes } = policy;
  const cautions: string[] = [];
  const isAnyOn = [score, policy.deteriorationRisk, policy.scoreRise, policy.singleSign].some(
    ({ isOn }) => isOn,
  );
  if (!isAnyOn) cautions.push("Nothing raises an alert: every cause is switched off.");
  else if (!score.isOn) cautions.push("NEWS2 raises no alert, however high it is.");
  if (score.isOn && score.highFrom > EMERGENCY_FROM)
    cautions.push(
      `NEWS2 of ${EMERGENCY_FROM} asks for an emergency assessment by the Royal College of Physicians; here only ${score.highFrom} raises a high alert.`,
    );
  if (score.isOn && score.mediumFrom > URGENT_FROM)
    cautions.push(
      `NEWS2 of ${URGENT_FROM} asks for an urgent assessment by the Royal College of Physicians; here only ${score.mediumFrom} raises an alert.`,
    );
  if (score.isOn && !score.redScoreCounts)
    cautions.push("A single parameter scored 3 raises no alert by itself.");
  if (policy.singleSign.isOn && policy.singleSign.limits.length === 0)
    cautions.push("Single signs are switched on, but no limit is set.");
  for (const { kind, low, high } of policy.singleSign.limits) {
    const { label, min, max } = VITAL_SIGNS[kind];
    const isBeyond = (limit: number | undefined) =>
      limit !== undefined && (limit < min || limit > max);
    if (isBeyond(low) || isBeyond(high))
      cautions.push(`${label} is never below ${min} or above ${max}: look at its limits again.`);
  }
  const slow = ladder.filter(({ waitMinutes }) => waitMinutes.high > LONGEST_HIGH_WAIT_MINUTES);
  for (const { role, waitMinutes } of slow)
    cautions.push(
      `A high alert waits ${minutesInWords(waitMinutes.high)} with ${ASKED[role]} before anybody else is asked.`,
    );
  if (snoozeLimitMinutes.high > LONGEST_HIGH_WAIT_MINUTES)
    cautions.push(`A high alert may be snoozed for ${minutesInWords(snoozeLimitMinutes.high)}.`);
  return cautions;
}
