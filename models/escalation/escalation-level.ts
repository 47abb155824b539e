import { z } from "zod";

/** How hard pressed the hospital is, from 1, everything as usual. */
export const EscalationLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type EscalationLevel = z.infer<typeof EscalationLevel>;

export const ESCALATION_LEVEL_LIST: readonly EscalationLevel[] = [1, 2, 3, 4];
export const HIGHEST_LEVEL: EscalationLevel = 4;

interface LevelMeaning {
  /** In a word or two, for where there is little room. */
  title: string;
  meaning: string;
}

/** Four levels, after the idea of the NHS's Operational Pressures Escalation Levels framework, 2024 to 2026. */
export const ESCALATION_LEVELS: Readonly<Record<EscalationLevel, LevelMeaning>> = {
  1: { title: "Usual", meaning: "Demand is met as usual." },
  2: { title: "Pressure", meaning: "First signs of pressure: act now, so that it does not grow." },
  3: { title: "Major pressure", meaning: "Pressure compromises the flow of patients." },
  4: { title: "Overwhelmed", meaning: "The hospital cannot give all the care that is needed." },
};

export const isAbove = (level: EscalationLevel, other: EscalationLevel): boolean => level > other;

/** As screens say it: what is not known may make it higher, never lower. */
export const levelInWords = (level: EscalationLevel, isAtLeast: boolean): string =>
  isAtLeast ? `at least ${level}` : String(level);
