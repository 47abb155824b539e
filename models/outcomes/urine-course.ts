import { MS_PER_HOUR } from "../shared/time-range";

interface Passed {
  at: number;
  millilitres: number;
}

/** What a patient passed in the last hours: volumes add up, so the means of the window do not tell it. */
export class UrineCourse {
  private readonly passed: Passed[] = [];

  constructor(private readonly keptHours: number) {}

  observe(at: number, millilitres: number): void {
    this.passed.push({ at, millilitres });
    const oldest = at - this.keptHours * MS_PER_HOUR;
    while ((this.passed[0]?.at ?? Infinity) <= oldest) this.passed.shift();
  }

  /** Millilitres in the last `hours`, the end included; NaN when nothing was charted in them. */
  within(hours: number, at: number): number {
    const since = at - hours * MS_PER_HOUR;
    const its = this.passed.filter((one) => one.at > since && one.at <= at);
    if (its.length === 0) return NaN;
    return its.reduce((sum, { millilitres }) => sum + millilitres, 0);
  }
}
