import { z } from "zod";
import { MS_PER_MINUTE } from "../shared/time-range";
import { assessEscalation, type EscalationFinding } from "./assess-escalation";
import { EscalationLevel } from "./escalation-level";
import {
  ESCALATION_PARAMETER_LIST,
  EscalationParameter,
  type EscalationValues,
} from "./escalation-parameter";
import type { EscalationRules } from "./escalation-rules";

const KnownValue = z.strictObject({ value: z.number(), at: z.number() });

/** The level that counts, with how things stood since, as it is stored. Times are epoch milliseconds. */
export const EscalationCourse = z.strictObject({
  level: EscalationLevel,
  /** Since when it is this level. */
  since: z.number(),
  /** When it was last looked at. */
  seenAt: z.number(),
  /** What each parameter was when it was last known. */
  lastKnown: z.partialRecord(EscalationParameter, KnownValue),
  /** Since when it was seen to be lower throughout, and the highest level of that time. */
  lower: z.strictObject({ since: z.number(), highest: EscalationLevel }).optional(),
});
export type EscalationCourse = z.infer<typeof EscalationCourse>;

/** Nobody looked for longer than this: what was in between is not known to have been lower. */
export const LONGEST_GAP_MS = 5 * MS_PER_MINUTE;

/** The level that counts now, and what was found. */
export interface EscalationStanding {
  course: EscalationCourse;
  finding: EscalationFinding;
  /** What is not known could make it higher than the level that counts. */
  isAtLeast: boolean;
}

/**
 * Takes the values of an instant in. A higher level counts at once. A lower one counts when it was lower for
 * the whole of the rules' time, by their margin, and then as the highest of that time: so the level cannot
 * change more often than that and back. A parameter that was known and no longer is stands, for the fall
 * alone, as it last stood: what is not known never ends a level.
 */
export function followEscalation(
  before: EscalationCourse | undefined,
  values: EscalationValues,
  { rules, at }: { rules: EscalationRules; at: number },
): EscalationStanding {
  const finding = assessEscalation(values, rules);
  const lastKnown = { ...before?.lastKnown };
  for (const parameter of ESCALATION_PARAMETER_LIST) {
    const value = values[parameter];
    if (value !== undefined) lastKnown[parameter] = { value, at };
  }
  const course = next(before, finding.level, { rules, at, lastKnown });
  return { course, finding, isAtLeast: finding.highest > course.level };
}

interface Instant {
  rules: EscalationRules;
  at: number;
  lastKnown: EscalationCourse["lastKnown"];
}

function next(
  before: EscalationCourse | undefined,
  found: EscalationLevel,
  { rules, at, lastKnown }: Instant,
): EscalationCourse {
  const begun = (level: EscalationLevel) => ({ level, since: at, seenAt: at, lastKnown });
  if (!before || found > before.level) return begun(found);

  const lowest = levelToFallTo(lastKnown, rules);
  const { level, since } = before;
  if (lowest >= level) return { level, since, seenAt: at, lastKnown };

  const wasSeen = at - before.seenAt <= LONGEST_GAP_MS;
  const run = wasSeen ? before.lower : undefined;
  const lower = {
    since: run?.since ?? at,
    highest: run && run.highest > lowest ? run.highest : lowest,
  };
  if (at - lower.since >= rules.fallAfterMinutes * MS_PER_MINUTE) return begun(lower.highest);
  return { level, since, seenAt: at, lastKnown, lower };
}

/** By what is known or was last known, with the margin by which it has to be lower. */
function levelToFallTo(
  lastKnown: EscalationCourse["lastKnown"],
  rules: EscalationRules,
): EscalationLevel {
  // With no point at all, it is level 1 whatever the margin.
  const nearer = (points: number) => Math.max(1, points - rules.fallMargin);
  const { pointsFor } = rules;
  const eased = { 2: nearer(pointsFor[2]), 3: nearer(pointsFor[3]), 4: nearer(pointsFor[4]) };
  return assessEscalation(valuesOf(lastKnown), { ...rules, pointsFor: eased }).level;
}

const valuesOf = (lastKnown: EscalationCourse["lastKnown"]): EscalationValues => {
  const values: Record<EscalationParameter, number | undefined> = { ...NOTHING_KNOWN };
  for (const parameter of ESCALATION_PARAMETER_LIST)
    values[parameter] = lastKnown[parameter]?.value;
  return values;
};

export const NOTHING_KNOWN: EscalationValues = {
  "bed-occupancy": undefined,
  "intensive-free-beds": undefined,
  "boarding-patients": undefined,
  "longest-boarding": undefined,
  "emergency-arrivals": undefined,
  "beds-short": undefined,
  "closed-beds": undefined,
  exceedance: undefined,
};
