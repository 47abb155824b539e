import { z } from "zod";
import { CensusHazards } from "../census/hazards";
import type { UnitKind } from "../encounters/demographics";
import { UnitId } from "../shared/ids";

/** One patient in one unit from entering to leaving it. */
export interface CompletedStay {
  unitId: UnitId;
  kind: UnitKind;
  enteredAt: Date;
  leftAt: Date;
  /** Undefined: left the hospital. */
  to: { unitId: UnitId; kind: UnitKind } | undefined;
}

const Routes = z.array(z.strictObject({ unitId: UnitId, share: z.number().min(0).max(1) }));

/** How patients leave the units, learnt from stays that are over. */
export const UnitFlow = z.strictObject({
  hazards: CensusHazards,
  /** Of each unit: where those go who leave it other than to intensive care, and where those go who do. */
  routes: z.array(z.strictObject({ unitId: UnitId, onward: Routes, toIntensive: Routes })),
});
export type UnitFlow = z.infer<typeof UnitFlow>;

interface UsualStay {
  meanHours: number;
  /** Of all who leave, who goes up to intensive care. */
  toIntensive: number;
  /** Of the others, who goes on to a ward; the rest leaves the hospital. */
  toWard: number;
}

/** What holds where nothing is known yet: round numbers that a hospital's own stays soon outweigh. */
export const USUAL_STAYS: Readonly<Record<UnitKind, UsualStay>> = {
  emergency: { meanHours: 4.5, toIntensive: 0.05, toWard: 0.2 },
  intensive: { meanHours: 84, toIntensive: 0, toWard: 0.75 },
  "step-down": { meanHours: 60, toIntensive: 0.06, toWard: 0.55 },
  ward: { meanHours: 108, toIntensive: 0.04, toWard: 0 },
};

/**
 * What acuity and risk do cannot be learnt from stays alone. Sicker patients leave later; who is near the alert
 * level, or above it, goes to intensive care more often. Round numbers, until a hospital has measured its own.
 */
export const BY_ACUITY = { factors: [1.25, 1.1, 0.85, 0.6], shares: [0.25, 0.4, 0.25, 0.1] };
export const BY_RISK = { factors: [0.6, 2, 6], shares: [0.85, 0.1, 0.05] };
