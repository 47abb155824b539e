import { z } from "zod";
import { AcuityClass } from "../acuity/acuity-class";
import { UnitKind } from "../encounters/demographics";

const Factor = z.number().nonnegative().max(10_000);
const Share = z.number().min(0).max(1);

/** The lower ends of the bands of risk over its alert level: far from an alert, near it, at or above it. */
export const RISK_BANDS = [0, 0.5, 1] as const;

/** The band a risk lies in, by its index. */
export const riskBandOf = (riskToAlertLevel: number): number =>
  RISK_BANDS.reduce<number>((band, from, index) => (riskToAlertLevel >= from ? index : band), 0);

/** Four classes of acuity: what each multiplies a rate with, and how common each is where it is not known. */
const ByAcuity = z.object({
  factors: z.array(Factor).length(AcuityClass.options.length),
  shares: z.array(Share).length(AcuityClass.options.length),
});
const ByRisk = z.object({
  factors: z.array(Factor).length(RISK_BANDS.length),
  shares: z.array(Share).length(RISK_BANDS.length),
});

/**
 * How fast patients leave a kind of unit. The rate of leaving (home, elsewhere, or onward, but not up to
 * intensive care) is `perHour` of the hours spent in the unit, times the factors of the hour of the day, the
 * day of the week, the acuity. The rate of going to intensive care is constant, times the factor of the risk.
 * Of a patient whose acuity or risk is not known every class is possible, with its share.
 */
export const KindHazards = z.object({
  kind: UnitKind,
  /** Lower ends of the bands of hours in the unit; the first is 0, the last has no end. */
  fromHours: z.array(z.number().nonnegative()).min(1).max(40),
  /** Leaving per hour, by band. */
  perHour: z.array(z.number().nonnegative().max(20)).min(1).max(40),
  byHourOfDay: z.array(Factor).length(24),
  /** Monday first. */
  byWeekday: z.array(Factor).length(7),
  byAcuity: ByAcuity,
  toIntensivePerHour: z.number().nonnegative().max(1),
  byRisk: ByRisk,
  /**
   * A risk is a fact of now: what it adds to the rate of going to intensive care, or takes from it, fades as
   * 1/e in as many hours.
   */
  riskFadesHours: z.number().positive().max(10_000),
});
export type KindHazards = z.infer<typeof KindHazards>;

export const CensusHazards = z.object({
  /** Where the numbers come from, for whoever reads a forecast. */
  source: z.string().min(1).max(300),
  kinds: z.array(KindHazards).min(1),
  /**
   * What an expected discharge is worth: the share of patients who leave around the hour expected, and how
   * far around it (the scale of a logistic distribution, hours). The others leave as if nothing was expected.
   */
  expectedDischarge: z.object({ keptShare: Share, spreadHours: z.number().positive().max(240) }),
});
export type CensusHazards = z.infer<typeof CensusHazards>;
