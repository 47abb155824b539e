import { MS_PER_HOUR } from "../shared/time-range";

const KEPT_HOURS = 7 * 24;

/** Creatinine of the last seven days, which is as far back as the definition of kidney injury looks. */
export class CreatinineCourse {
  private readonly measured: { at: number; value: number }[] = [];

  observe(at: number, value: number): void {
    this.measured.push({ at, value });
    const oldest = at - KEPT_HOURS * MS_PER_HOUR;
    while ((this.measured[0]?.at ?? Infinity) < oldest) this.measured.shift();
  }

  now(): number {
    return this.measured.at(-1)?.value ?? NaN;
  }

  /** NaN when it was not measured within those hours. */
  lowestWithin(hours: number, at: number): number {
    const since = at - hours * MS_PER_HOUR;
    let lowest = Infinity;
    for (const one of this.measured) if (one.at >= since) lowest = Math.min(lowest, one.value);
    return lowest === Infinity ? NaN : lowest;
  }
}
