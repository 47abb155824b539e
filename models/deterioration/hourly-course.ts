import { WINDOW_HOURS, type ObservationWindow } from "./observation-window";

/** What is written of each sign that is followed hour by hour, from its hourly means of the last day. */
export const COURSE_FEATURES = [
  "mean6", // the first of a set tells whether the set is missing
  "mean3",
  "min6",
  "max6",
  "deviation6",
  "slope6",
  "mean12",
  "min12",
  "max12",
  "slope12",
  "drift24",
  "deviation24",
  "min24",
  "max24",
  "fromSlow", // value now against an exponential mean of half-life 8 h
  "fastFromSlow", // exponential means of half-life 2 h and 8 h
  "measuredShare6", // how much closer staff look: hours with a measurement, of the last 6
  "measuredShareChange", // and against the 6 before
] as const;

/** By hours back: what an hour weighs in an exponential mean of that half-life. */
const decay = (halfLifeHours: number): readonly number[] =>
  Array.from({ length: WINDOW_HOURS }, (_, hoursBack) => (0.5 ** (1 / halfLifeHours)) ** hoursBack);
const FAST = decay(2);
const SLOW = decay(8);

/** Running sums of hourly means, so that one pass over the ring gives every window. */
class Course {
  count = 0;
  lowest = Infinity;
  highest = -Infinity;
  private sum = 0;
  private squares = 0;
  private hours = 0;
  private hourSquares = 0;
  private products = 0;

  /** Against the newest value, so that squares of large numbers do not eat the digits that matter. */
  constructor(private readonly origin: number) {}

  take(mean: number, hoursBack: number): void {
    const value = mean - this.origin;
    this.count += 1;
    this.sum += value;
    this.squares += value * value;
    this.hours -= hoursBack;
    this.hourSquares += hoursBack * hoursBack;
    this.products -= value * hoursBack;
    this.lowest = Math.min(this.lowest, mean);
    this.highest = Math.max(this.highest, mean);
  }

  mean(): number {
    return this.origin + this.sum / this.count; // 0 / 0 without any: missing
  }

  deviation(): number {
    if (this.count < 2) return NaN;
    const mean = this.sum / this.count;
    return Math.sqrt(Math.max(0, this.squares / this.count - mean * mean));
  }

  /** Per hour, by least squares. */
  slope(): number {
    if (this.count < 2) return NaN;
    const spread = this.hourSquares - (this.hours * this.hours) / this.count;
    return (this.products - (this.hours * this.sum) / this.count) / spread;
  }

  lowestOrMissing(): number {
    return this.count > 0 ? this.lowest : NaN;
  }

  highestOrMissing(): number {
    return this.count > 0 ? this.highest : NaN;
  }
}

/** Writes the course of one sign and returns where the next feature goes. A bounded window: 24 places. */
export function writeCourse(
  window: ObservationWindow,
  sign: number,
  at: number,
  out: Float32Array,
  offset: number,
): number {
  const now = window.valueOf(sign, at);
  const origin = Number.isNaN(now) ? 0 : now;
  const last6 = new Course(origin);
  const last12 = new Course(origin);
  const day = new Course(origin);
  let sum3 = 0;
  let count3 = 0;
  let fast = 0;
  let fastWeight = 0;
  let slow = 0;
  let slowWeight = 0;
  for (let hoursBack = 0; hoursBack < WINDOW_HOURS; hoursBack += 1) {
    const mean = window.hourlyMean(sign, at, hoursBack);
    if (Number.isNaN(mean)) continue;
    day.take(mean, hoursBack);
    const fastShare = FAST[hoursBack] ?? 0;
    const slowShare = SLOW[hoursBack] ?? 0;
    fast += mean * fastShare;
    fastWeight += fastShare;
    slow += mean * slowShare;
    slowWeight += slowShare;
    if (hoursBack < 12) last12.take(mean, hoursBack);
    if (hoursBack < 6) last6.take(mean, hoursBack);
    if (hoursBack >= 3) continue;
    sum3 += mean;
    count3 += 1;
  }
  const slowMean = slow / slowWeight;
  const written = [
    last6.count > 0 ? last6.mean() : NaN,
    sum3 / count3,
    last6.lowestOrMissing(),
    last6.highestOrMissing(),
    last6.deviation(),
    last6.slope(),
    last12.mean(),
    last12.lowestOrMissing(),
    last12.highestOrMissing(),
    last12.slope(),
    day.count > 1 ? now - day.mean() : NaN,
    day.deviation(),
    day.lowestOrMissing(),
    day.highestOrMissing(),
    now - slowMean,
    fast / fastWeight - slowMean,
    last6.count / 6,
    (last6.count - (last12.count - last6.count)) / 6,
  ];
  out.set(written, offset);
  return offset + written.length;
}
