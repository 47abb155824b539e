import { z } from "zod";
import type { HospitalCalendar } from "./arrival-hour";
import { HOURS_PER_WEEK, type LocalHour, hourOfWeek, localHours } from "./local-hour";

const Layer = z.strictObject({
  inputs: z.int().positive(),
  outputs: z.int().positive(),
  /** [inputs, outputs] row by row. */
  weights: z.array(z.number()),
  biases: z.array(z.number()),
});

/** What the calendar alone lets expect. */
export const Intensity = z.strictObject({
  /** Arrivals by hour of the week, Monday 00:00 first. */
  profile: z.array(z.number().positive()).length(HOURS_PER_WEEK),
  /**
   * A perceptron with hyperbolic tangents and one output: the logarithm of the hour's ratio to the profile. Empty
   * while there is too little history to learn one.
   */
  layers: z.array(Layer),
  /** Whether it may know the season: half a year of history would call its last month the season. */
  knowsSeason: z.boolean(),
  /** By kind of special day: the ratio to what a day like it would have otherwise. */
  specialDays: z.record(z.string(), z.number().positive()),
});
export type Intensity = z.infer<typeof Intensity>;

const DAY_HARMONICS = 4;
const YEAR_HARMONICS = 3;

/** Harmonics of the day, weekdays, harmonics of the year. */
export const CALENDAR_INPUTS = 2 * DAY_HARMONICS + 7 + 2 * YEAR_HARMONICS;

/** Writes the network's inputs of an hour at `to`. */
export function writeCalendarInputs(
  { hour, weekday, yearShare }: LocalHour,
  knowsSeason: boolean,
  out: Float32Array | number[],
  to: number,
): void {
  let at = to;
  for (let k = 1; k <= DAY_HARMONICS; k += 1) {
    out[at++] = Math.sin((2 * Math.PI * k * hour) / 24);
    out[at++] = Math.cos((2 * Math.PI * k * hour) / 24);
  }
  for (let day = 0; day < 7; day += 1) out[at++] = day === weekday ? 1 : 0;
  for (let k = 1; k <= YEAR_HARMONICS; k += 1) {
    out[at++] = knowsSeason ? Math.sin(2 * Math.PI * k * yearShare) : 0;
    out[at++] = knowsSeason ? Math.cos(2 * Math.PI * k * yearShare) : 0;
  }
}

/** Expected arrivals of any hour, kept once worked out. */
export function expectedArrivals(
  intensity: Intensity,
  { timeZone, specialDays }: HospitalCalendar,
): (startsAt: Date) => number {
  const readLocal = localHours(timeZone);
  const known = new Map<number, number>();
  return (startsAt) => {
    const key = startsAt.getTime();
    let mean = known.get(key);
    if (mean === undefined) {
      const local = readLocal(startsAt);
      const kind = specialDays.get(local.date);
      mean = ordinaryMean(intensity, local) * (kind ? (intensity.specialDays[kind] ?? 1) : 1);
      known.set(key, mean);
    }
    return mean;
  };
}

/** As if the day were no special one. */
export function ordinaryMean(intensity: Intensity, local: LocalHour): number {
  const profile = intensity.profile[hourOfWeek(local)];
  if (profile === undefined) throw new Error("the profile has no such hour of the week");
  return profile * Math.exp(logRatio(intensity, local));
}

/** So small a network is worked out by hand: no backend is needed to forecast. */
function logRatio({ layers, knowsSeason }: Intensity, local: LocalHour): number {
  if (layers.length === 0) return 0;
  let values: number[] = [];
  writeCalendarInputs(local, knowsSeason, values, 0);
  for (const [index, { outputs, weights, biases }] of layers.entries()) {
    const sums = [...biases];
    for (const [input, value] of values.entries()) {
      for (let output = 0; output < outputs; output += 1) {
        sums[output] = (sums[output] ?? 0) + value * (weights[input * outputs + output] ?? 0);
      }
    }
    values = index < layers.length - 1 ? sums.map(Math.tanh) : sums;
  }
  return values[0] ?? 0;
}
