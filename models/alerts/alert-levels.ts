import { z } from "zod";
import type { AlertPolicy } from "./alert-policy";

/**
 * The part of a policy that decides how many alerts there are, as it is tried on history and passed to the form
 * that puts it into force.
 */
export const AlertLevels = z
  .strictObject({
    /** NEWS2 points. */
    mediumFrom: z.int().min(1).max(20),
    highFrom: z.int().min(1).max(20),
    /** A probability; null is the level the model was released with. */
    riskThreshold: z.number().min(0.001).max(0.999).nullable(),
    riskHighFactor: z.number().min(1).max(20),
    /** Minutes, of the score and the risk alike. */
    persistence: z.int().min(0).max(1_440),
    recovery: z.int().min(0).max(1_440),
  })
  .refine(({ mediumFrom, highFrom }) => mediumFrom < highFrom, {
    path: ["highFrom"],
    message: "High must start above medium.",
  });
export type AlertLevels = z.infer<typeof AlertLevels>;

/** The policy with other levels; what these do not name stays as it is. */
export const withLevels = (policy: AlertPolicy, levels: AlertLevels): AlertPolicy => ({
  ...policy,
  earlyWarningScore: {
    ...policy.earlyWarningScore,
    mediumFrom: levels.mediumFrom,
    highFrom: levels.highFrom,
    persistenceMinutes: levels.persistence,
  },
  deteriorationRisk: {
    ...policy.deteriorationRisk,
    threshold: levels.riskThreshold,
    highFactor: levels.riskHighFactor,
    persistenceMinutes: levels.persistence,
  },
  recoveryMinutes: levels.recovery,
  recoveryFromFewerInputsMinutes: Math.max(levels.recovery, policy.recoveryFromFewerInputsMinutes),
});

export const levelsOf = (policy: AlertPolicy): AlertLevels => ({
  mediumFrom: policy.earlyWarningScore.mediumFrom,
  highFrom: policy.earlyWarningScore.highFrom,
  riskThreshold: policy.deteriorationRisk.threshold,
  riskHighFactor: policy.deteriorationRisk.highFactor,
  persistence: policy.earlyWarningScore.persistenceMinutes,
  recovery: policy.recoveryMinutes,
});

/** In a query there are words; the model's own level is an empty one. */
export const levelsToQuery = (levels: AlertLevels): URLSearchParams =>
  new URLSearchParams(
    Object.entries(levels).map(([name, value]) => [name, value === null ? "" : String(value)]),
  );

const number = (text: string | undefined): number =>
  text === undefined || text.trim() === "" ? NaN : Number(text);

/** Undefined when the query holds no levels, or such as no policy can have. */
export function levelsFromQuery(
  query: Readonly<Partial<Record<string, string | readonly string[] | undefined>>>,
): AlertLevels | undefined {
  const word = (name: keyof AlertLevels): string | undefined => {
    const value = query[name];
    return typeof value === "string" ? value : undefined;
  };
  const risk = word("riskThreshold");
  const parsed = AlertLevels.safeParse({
    mediumFrom: number(word("mediumFrom")),
    highFrom: number(word("highFrom")),
    riskThreshold: risk === "" ? null : number(risk),
    riskHighFactor: number(word("riskHighFactor")),
    persistence: number(word("persistence")),
    recovery: number(word("recovery")),
  });
  return parsed.success ? parsed.data : undefined;
}
