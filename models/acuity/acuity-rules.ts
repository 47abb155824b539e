import { z } from "zod";
import { UnitKind } from "../encounters/demographics";
import { AcuityClass } from "./acuity-class";

/** What a rule asks of the facts. Each can be answered yes, no, or "not known". */
export const AcuityCondition = z.discriminatedUnion("fact", [
  z.strictObject({ fact: z.literal("unit-kind"), is: UnitKind }),
  z.strictObject({ fact: z.literal("early-warning-score"), atLeast: z.number().int().min(1) }),
  z.strictObject({ fact: z.literal("red-score") }),
  z.strictObject({ fact: z.literal("on-oxygen") }),
  z.strictObject({ fact: z.literal("not-alert") }),
  /** The predicted risk over the level from which its model alerts: 1 is at that level. */
  z.strictObject({ fact: z.literal("risk"), atLeast: z.number().positive() }),
  z.strictObject({ fact: z.literal("unanswered-alerts"), atLeast: z.number().int().min(1) }),
  z.strictObject({ fact: z.literal("hours-in-bed"), below: z.number().positive() }),
]);
export type AcuityCondition = z.infer<typeof AcuityCondition>;

export const AcuityRule = z
  .strictObject({
    /** Stays when the words change: the history names rules by it. */
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    /** What it found, as a nurse would say it. */
    name: z.string().min(1),
    when: AcuityCondition,
    /** Work that comes on top of what other rules found. */
    points: z.number().int().min(0),
    /** The class that nobody of whom it holds is below, whatever the sum. */
    atLeast: AcuityClass.optional(),
  })
  .refine(({ points, atLeast }) => points > 0 || atLeast !== undefined, {
    error: "a rule gives points, a class, or both",
  });
export type AcuityRule = z.infer<typeof AcuityRule>;

export const AcuityRules = z
  .strictObject({
    /** The sum of points from which a patient is of that class; below the first of them it is 1. */
    pointsFor: z.strictObject({
      2: z.number().int().min(1),
      3: z.number().int(),
      4: z.number().int(),
    }),
    rules: z.array(AcuityRule).min(1),
  })
  .refine(({ pointsFor }) => pointsFor[2] < pointsFor[3] && pointsFor[3] < pointsFor[4], {
    error: "a higher class takes more points",
    path: ["pointsFor"],
  })
  .refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, {
    error: "two rules have one id",
    path: ["rules"],
  });
export type AcuityRules = z.infer<typeof AcuityRules>;

/**
 * A unit's kind gives the points of the class it must be staffed for anyway (Title 22, section 70217; see
 * `ACUITY_CLASSES`), an emergency department's one nurse to four rounded up to the class of one to three.
 * What NEWS2 adds follows its response chart (Royal College of Physicians, NEWS2, 2017, chart 4): 5 or more,
 * or 3 in one parameter, is observed at least hourly, 7 or more continuously. The other points, and the 13
 * that make a patient of intensive care one-to-one, are choices of ours that no study has validated.
 */
export const ACUITY_RULES: AcuityRules = AcuityRules.parse({
  pointsFor: { 2: 3, 3: 6, 4: 13 },
  rules: [
    {
      id: "unit-intensive",
      name: "In an intensive care unit",
      when: { fact: "unit-kind", is: "intensive" },
      points: 6,
    },
    {
      id: "unit-step-down",
      name: "In a step-down unit",
      when: { fact: "unit-kind", is: "step-down" },
      points: 3,
    },
    {
      id: "unit-emergency",
      name: "In an emergency department",
      when: { fact: "unit-kind", is: "emergency" },
      points: 3,
    },
    {
      id: "news2-emergency",
      name: "NEWS2 of 7 or more: watched continuously",
      when: { fact: "early-warning-score", atLeast: 7 },
      points: 1,
      atLeast: 3,
    },
    {
      id: "news2-urgent",
      name: "NEWS2 of 5 or more: observed at least hourly",
      when: { fact: "early-warning-score", atLeast: 5 },
      points: 3,
    },
    {
      id: "news2-single-three",
      name: "3 points in a single NEWS2 parameter: observed at least hourly",
      when: { fact: "red-score" },
      points: 0,
      atLeast: 2,
    },
    { id: "not-alert", name: "Not alert", when: { fact: "not-alert" }, points: 2 },
    {
      id: "risk-alerting",
      name: "Predicted risk at the alert level or above",
      when: { fact: "risk", atLeast: 1 },
      points: 2,
    },
    { id: "on-oxygen", name: "On oxygen", when: { fact: "on-oxygen" }, points: 1 },
    {
      id: "unanswered-alert",
      name: "An alert waits for an answer",
      when: { fact: "unanswered-alerts", atLeast: 1 },
      points: 1,
    },
    {
      id: "unanswered-alerts",
      name: "More than one alert waits for an answer",
      when: { fact: "unanswered-alerts", atLeast: 2 },
      points: 1,
    },
    {
      id: "first-hours",
      name: "Came to this bed less than 4 hours ago",
      when: { fact: "hours-in-bed", below: 4 },
      points: 1,
    },
  ],
});

const NAMES = new Map(ACUITY_RULES.rules.map(({ id, name }) => [id, name]));

/** In words. The history may name a rule that is no longer one. */
export const acuityReasonName = (id: string): string =>
  NAMES.get(id) ?? "A rule that is no longer in use";
