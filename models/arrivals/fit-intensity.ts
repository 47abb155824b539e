import { MS_PER_DAY } from "../shared/time-range";
import type { ArrivalHour, HospitalCalendar } from "./arrival-hour";
import { CALENDAR_INPUTS, type Intensity, ordinaryMean, writeCalendarInputs } from "./intensity";
import { hourOfWeek, localHours } from "./local-hour";
import { CORRECTION_RECIPE, trainCorrection } from "./train-correction";
import { fitWeekProfile, type WeighedHour } from "./week-profile";

/** After so long an hour weighs half: hospitals change, and a season needs more than one year. */
const HALF_LIFE_DAYS = 730;

/** Less history than this teaches a profile only; a network would learn its noise. */
export const DAYS_FOR_NETWORK = 56;

/** A year and a month: each season once, and one of them twice. */
export const DAYS_FOR_SEASON = 396;

/** A special day's ratio is drawn to 1 as if so many arrivals had been as expected: one Christmas is an anecdote. */
const SPECIAL_DAY_PRIOR_ARRIVALS = 100;

/** Learns what the calendar lets expect; a network only where the history is long enough (`DAYS_FOR_NETWORK`). */
export async function fitIntensity(
  history: readonly ArrivalHour[],
  calendar: HospitalCalendar,
  start?: Intensity,
): Promise<Intensity> {
  const readLocal = localHours(calendar.timeZone);
  const until = history.at(-1)?.startsAt.getTime() ?? 0;
  const spanDays = (until - (history[0]?.startsAt.getTime() ?? until)) / MS_PER_DAY;
  const hours = history.map(({ startsAt, arrivals }) => {
    const local = readLocal(startsAt);
    const ageDays = (until - startsAt.getTime()) / MS_PER_DAY;
    return { local, arrivals, weight: 0.5 ** (ageDays / HALF_LIFE_DAYS) };
  });
  const ordinary = hours.filter(({ local }) => !calendar.specialDays.has(local.date));
  const knowsSeason = spanDays >= DAYS_FOR_SEASON;
  const base = { profile: fitWeekProfile(ordinary), knowsSeason, specialDays: {}, layers: [] };
  if (spanDays < DAYS_FOR_NETWORK) return withSpecialDays(base, hours, calendar);

  // A network that did not know the season would have to unlearn what it made of the inputs.
  const startLayers = start?.knowsSeason === knowsSeason ? start.layers : [];
  const layers = await trainCorrection(
    examplesOf(ordinary, base),
    CORRECTION_RECIPE,
    startLayers.length > 0 ? startLayers : undefined,
  );
  return withSpecialDays({ ...base, layers }, hours, calendar);
}

function examplesOf(hours: readonly WeighedHour[], { profile, knowsSeason }: Intensity) {
  const features = new Float32Array(hours.length * CALENDAR_INPUTS);
  for (const [row, { local }] of hours.entries()) {
    writeCalendarInputs(local, knowsSeason, features, row * CALENDAR_INPUTS);
  }
  return {
    rows: hours.length,
    inputs: CALENDAR_INPUTS,
    features,
    counts: Float32Array.from(hours, ({ arrivals }) => arrivals),
    expected: Float32Array.from(hours, ({ local }) => profile[hourOfWeek(local)] ?? NaN),
    weights: Float32Array.from(hours, ({ weight }) => weight),
  };
}

function withSpecialDays(
  intensity: Intensity,
  hours: readonly WeighedHour[],
  { specialDays }: HospitalCalendar,
): Intensity {
  const sums = new Map<string, { arrivals: number; expected: number }>();
  for (const { local, arrivals } of hours) {
    const kind = specialDays.get(local.date);
    if (kind === undefined) continue;
    const sum = sums.get(kind) ?? { arrivals: 0, expected: 0 };
    sum.arrivals += arrivals;
    sum.expected += ordinaryMean(intensity, local);
    sums.set(kind, sum);
  }
  const ratios = [...sums].map(([kind, { arrivals, expected }]) => [
    kind,
    (arrivals + SPECIAL_DAY_PRIOR_ARRIVALS) / (expected + SPECIAL_DAY_PRIOR_ARRIVALS),
  ]);
  return { ...intensity, specialDays: Object.fromEntries(ratios) };
}
