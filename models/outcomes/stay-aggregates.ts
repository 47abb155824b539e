import { MS_PER_HOUR } from "../shared/time-range";
import type { RecordedVariable } from "./recorded-variable";

/** What is written of each variable, of everything since admission. */
const AGGREGATES = [
  "first",
  "last",
  "min",
  "max",
  "mean",
  "deviation",
  "slope",
  "measured",
] as const;

/**
 * What a stay of known length says as a whole. For a prediction at one fixed hour only: on a ward such numbers would
 * tell how long the patient has been there.
 */
export class StayAggregates {
  private readonly courses: Course[];

  constructor(private readonly variables: readonly RecordedVariable[]) {
    this.courses = variables.map(() => new Course());
  }

  static names(variables: readonly RecordedVariable[]): string[] {
    return variables.flatMap(({ kind }) => AGGREGATES.map((name) => `${kind}.${name}`));
  }

  observe(variable: number, at: number, value: number): void {
    const { isLogarithmic = false } = this.variables[variable] ?? {};
    this.courses[variable]?.take(at / MS_PER_HOUR, isLogarithmic ? Math.log1p(value) : value);
  }

  /** NaN where nothing was measured. */
  write(out: Float32Array, offset: number): void {
    for (const [variable, course] of this.courses.entries()) {
      out.set(course.summary(), offset + variable * AGGREGATES.length);
    }
  }
}

class Course {
  private count = 0;
  private first = NaN;
  private last = NaN;
  private lowest = Infinity;
  private highest = -Infinity;
  private sum = 0;
  private squares = 0;
  private hours = 0;
  private hourSquares = 0;
  private products = 0;

  take(hour: number, value: number): void {
    if (this.count === 0) this.first = value;
    this.last = value;
    this.count += 1;
    this.lowest = Math.min(this.lowest, value);
    this.highest = Math.max(this.highest, value);
    // Against the first value, so that squares of large numbers do not eat the digits that matter.
    const from = value - this.first;
    this.sum += from;
    this.squares += from * from;
    this.hours += hour;
    this.hourSquares += hour * hour;
    this.products += from * hour;
  }

  /** In the order of `AGGREGATES`; the slope is per hour, by least squares, from three measurements on. */
  summary(): number[] {
    const { count } = this;
    if (count === 0) return [NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0];
    const mean = this.sum / count;
    const variance = Math.max(0, this.squares / count - mean * mean);
    const hourSpread = this.hourSquares - (this.hours * this.hours) / count;
    const together = this.products - (this.hours * this.sum) / count;
    return [
      this.first,
      this.last,
      this.lowest,
      this.highest,
      this.first + mean,
      count > 1 ? Math.sqrt(variance) : NaN,
      count > 2 && hourSpread > 1 ? together / hourSpread : NaN,
      Math.log1p(count),
    ];
  }
}
