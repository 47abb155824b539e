import { z } from "zod";
import { EncounterId } from "../shared/ids";
import { AcuityClass } from "./acuity-class";

/** Work that no sign tells of, or signs that do not mean the work they usually do. */
export const AcuityOverrideReason = z.enum([
  "one-to-one-observation",
  "complex-wound",
  "end-of-life-care",
  "family-needs",
  "isolation",
  "mobilised-by-two",
  "usual-for-patient",
  "other",
]);
export type AcuityOverrideReason = z.infer<typeof AcuityOverrideReason>;

export const ACUITY_OVERRIDE_REASONS: Readonly<Record<AcuityOverrideReason, string>> = {
  "one-to-one-observation": "One-to-one observation",
  "complex-wound": "Complex wound or dressing",
  "end-of-life-care": "End-of-life care",
  "family-needs": "Family needs",
  isolation: "Isolation",
  "mobilised-by-two": "Mobilised by two",
  "usual-for-patient": "These signs are usual for this patient",
  other: "Other",
};

/** How long it may hold, hours. Whoever takes over judges again: the first is a shift's. */
export const OVERRIDE_HOURS = [8, 4, 12, 24] as const;
export const LONGEST_OVERRIDE_HOURS = 24;
export const USUAL_OVERRIDE_HOURS = OVERRIDE_HOURS[0];

export const AcuityOverrideRequest = z.strictObject({
  encounterId: EncounterId,
  acuityClass: AcuityClass,
  reason: AcuityOverrideReason,
  hours: z.number().int().min(1).max(LONGEST_OVERRIDE_HOURS).default(USUAL_OVERRIDE_HOURS),
});
export type AcuityOverrideRequest = z.infer<typeof AcuityOverrideRequest>;

export const AcuityOverrideId = z.uuid().brand<"AcuityOverrideId">();
export type AcuityOverrideId = z.infer<typeof AcuityOverrideId>;

/** The class that a person gave, while it counts. */
export interface AcuityOverride {
  acuityOverrideId: AcuityOverrideId;
  acuityClass: AcuityClass;
  reason: AcuityOverrideReason;
  /** The name of who set it. */
  setBy: string;
  setAt: Date;
  until: Date;
}
