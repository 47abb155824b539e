import { z } from "zod";
import { AcuityClass } from "../acuity/acuity-class";
import { UnitKind } from "../encounters/demographics";
import { UnitId } from "../shared/ids";
import { CensusHazards } from "./hazards";

export const FORECAST_DAYS = 28;
export const FORECAST_HOURS = 24 * FORECAST_DAYS;
/** Up to here the forecast is by the hour, afterwards by the day. */
export const HOURLY_UNTIL = 72;
/** A wave may be shifted by as much; the regional forecast is asked for as many days more. */
export const FLU_DAYS_MOST = 70;

const PerHour = z.array(z.number().nonnegative().max(1_000)).length(FORECAST_HOURS);
const Unknown = z.literal("unknown");

/** Where the share of a flow goes. Shares of one flow may sum to less than 1: the rest leaves the hospital. */
const Route = z.object({ unitId: UnitId, share: z.number().min(0).max(1) });
export type Route = z.infer<typeof Route>;

/**
 * How a unit's intake depends on how full it is, learnt by `fitUnitResponse`: entry n multiplies the intake
 * while n beds are occupied, the last entry holds beyond. Learnt while the unit had `staffedBeds`; with
 * other staffed beds the table is stretched to them.
 */
export const UnitResponse = z.object({
  staffedBeds: z.number().int().positive(),
  admissions: z.array(z.number().nonnegative().max(100)).min(1).max(1_000),
  transfers: z.array(z.number().nonnegative().max(100)).min(1).max(1_000),
});
export type UnitResponse = z.infer<typeof UnitResponse>;

export const CensusUnit = z.object({
  unitId: UnitId,
  code: z.string().max(40),
  name: z.string().max(200),
  kind: UnitKind,
  staffedBeds: z.number().int().nonnegative().max(900),
  licensedBeds: z.number().int().nonnegative().max(900),
  /** Mean admissions from outside the hospital in each hour from the issue on, without flu and elective surgery. */
  admissionsPerHour: PerHour,
  /** Elective admissions after surgery or for it, expected on each day from the issue on. */
  electivePerDay: z.array(z.number().nonnegative().max(1_000)).length(FORECAST_DAYS),
  /** Variance over mean of the counted admissions of a day: 1 where they come as a Poisson process. */
  dispersion: z.number().min(1).max(10),
  /** Of those who leave the unit other than up to intensive care, who goes to which unit. */
  onward: z.array(Route),
  /** Of those who go up to intensive care, who goes to which unit. */
  toIntensive: z.array(Route),
  /** Absent: the unit takes whoever comes, and its forecast is the demand for its beds. */
  response: UnitResponse.optional(),
});
export type CensusUnit = z.infer<typeof CensusUnit>;

/** One patient in a bed now, with nothing that would tell who it is. */
export const CensusPatient = z.object({
  unitId: UnitId,
  hoursSinceAdmission: z.number().nonnegative(),
  hoursInUnit: z.number().nonnegative(),
  acuity: AcuityClass.or(Unknown),
  /** The deterioration risk over the level at which it alerts: 1 is at the level. */
  riskToAlertLevel: z.number().nonnegative().or(Unknown),
  /** Hours from the issue on; absent when nobody expects one, not used once it has passed. */
  expectedDischargeInHours: z.number().optional(),
});
export type CensusPatient = z.infer<typeof CensusPatient>;

const FluDays = z.array(z.number().nonnegative().max(10_000)).min(FORECAST_DAYS).max(FLU_DAYS_MOST);

/**
 * One way the wave may go: expected flu admissions on each day from the issue on, at least as many days as
 * are forecast. Days beyond serve a wave that comes earlier.
 */
export const FluPath = z.object({
  weight: z.number().positive(),
  generalPerDay: FluDays,
  intensivePerDay: FluDays,
});
export type FluPath = z.infer<typeof FluPath>;

/**
 * All that the census forecast is made from. It crosses the wire to the browser, which forecasts anew for
 * each scenario; so it is anonymous.
 */
export const CensusInputs = z.object({
  issuedAt: z.iso.datetime({ offset: true }),
  /**
   * Of each forecast hour the hour of the week on the hospital's clocks, 0 to 167 from Monday midnight. Given
   * for each because of the nights in which clocks change: see `hoursOfWeek`.
   */
  hoursOfWeek: z.array(z.number().int().min(0).max(167)).length(FORECAST_HOURS),
  units: z.array(CensusUnit).min(1).max(100),
  patients: z.array(CensusPatient).max(5_000),
  hazards: CensusHazards,
  /**
   * How unsure the level of all admissions together is: the coefficient of variation of one factor that all
   * hours and units of the forecast share. 0 when the means are known.
   */
  admissionsLevelCv: z.number().min(0).max(2),
  /** Which day's share of elective admissions comes in which hour of the day; sums to 1. */
  electiveByHourOfDay: z.array(z.number().min(0).max(1)).length(24),
  flu: z.object({
    /** Samples of the wave, or its quantiles turned to paths by `fluPathsOfQuantiles`; empty without flu. */
    paths: z.array(FluPath).max(2_000),
    general: z.array(Route),
    intensive: z.array(Route),
  }),
});
export type CensusInputs = z.infer<typeof CensusInputs>;
