import { weekdayOf } from "../shared/calendar-date";
import { type DayKind, dayKindOf } from "./english-days";

/** After so many days a day counts half towards a trust's level, … */
const LEVEL_HALF_LIFE_DAYS = 7;
/** … and towards the share of its weekday. */
const WEEKDAY_HALF_LIFE_DAYS = 50;

/** How strongly a special day, which is no measure of an ordinary one, moves the two. */
const SPECIAL_DAY_GAIN = 0.3;

/** A kind of day starts at "as on an ordinary one", as if that had been seen on a fifth of a day. */
const KIND_PRIOR_DAYS = 0.2;

/** Of a trust of which nothing is known yet: fewest on Sunday, most on Friday. */
const ASSUMED_WEEK = [0.9, 1.05, 1.08, 1.07, 1.2, 0.95, 0.75];

/** What a day may at most be over what was expected of it, and at least: a day reported twice, or in part. */
const PLAUSIBLE_RATIO = { least: 0.2, most: 3 };

/** A trust that discharges more than this on a day does not discharge nobody: its 0 is a report that is missing. */
const ZERO_IS_MISSING_ABOVE = 8;

interface TrustState {
  level: number;
  week: number[];
  daysSeen: number;
}

/**
 * Expected discharges of many trusts: each has a level and the shares of its weekdays, smoothed exponentially, and
 * all share how much fewer there are on special days. Days are given to it in order, and it never looks back.
 */
export class DischargeFilter {
  private readonly trusts = new Map<string, TrustState>();
  private readonly kinds = new Map<DayKind, { logRatios: number; days: number }>();

  /** Takes in what every trust that reported discharged on that date. */
  learn(date: string, discharges: ReadonlyMap<string, number>): void {
    const kind = dayKindOf(date);
    if (kind !== "ordinary") this.learnKind(kind, date, discharges);
    for (const [trust, count] of discharges) this.learnTrust(trust, date, count);
  }

  /** Undefined of a trust that has never reported. */
  expect(trust: string, date: string): number | undefined {
    const state = this.trusts.get(trust);
    return state && this.ordinary(state, date) * this.kindRatio(dayKindOf(date));
  }

  private ordinary = ({ level, week }: TrustState, date: string): number =>
    level * (week[weekdayOf(date)] ?? 1);

  private kindRatio(kind: DayKind): number {
    const seen = this.kinds.get(kind);
    return seen ? Math.exp(seen.logRatios / (seen.days + KIND_PRIOR_DAYS)) : 1;
  }

  private learnKind(kind: DayKind, date: string, discharges: ReadonlyMap<string, number>): void {
    let counted = 0;
    let expected = 0;
    for (const [trust, count] of discharges) {
      const state = this.trusts.get(trust);
      if (!state || isMissing(count, state)) continue;
      counted += count;
      expected += this.ordinary(state, date);
    }
    if (counted === 0 || expected === 0) return;
    const seen = this.kinds.get(kind) ?? { logRatios: 0, days: 0 };
    seen.logRatios += Math.log(counted / expected);
    seen.days += 1;
    this.kinds.set(kind, seen);
  }

  private learnTrust(trust: string, date: string, count: number): void {
    const state = this.trusts.get(trust);
    if (!state) {
      if (count === 0) return;
      const share = ASSUMED_WEEK[weekdayOf(date)] ?? 1;
      this.trusts.set(trust, { level: count / share, week: [...ASSUMED_WEEK], daysSeen: 1 });
      return;
    }
    if (isMissing(count, state)) return;
    const kind = dayKindOf(date);
    const gain = kind === "ordinary" ? 1 : SPECIAL_DAY_GAIN;
    const expected = this.ordinary(state, date) * this.kindRatio(kind);
    const ratio = heldTo(PLAUSIBLE_RATIO, count / Math.max(0.5, expected));
    state.daysSeen += 1;
    // Early on a day counts for more: the first level is that of one day, the first week assumed.
    const levelShare = Math.max(shareOf(1, LEVEL_HALF_LIFE_DAYS), 1 / state.daysSeen);
    const weekShare = Math.max(shareOf(7, WEEKDAY_HALF_LIFE_DAYS), 1 / (1 + state.daysSeen / 7));
    state.level *= 1 + gain * levelShare * (ratio - 1);
    const weekday = weekdayOf(date);
    const moved = (state.week[weekday] ?? 1) * (1 + gain * weekShare * (ratio - 1));
    const week = state.week.with(weekday, moved);
    const mean = week.reduce((sum, share) => sum + share, 0) / 7;
    state.week = week.map((share) => share / mean);
  }
}

const isMissing = (count: number, { level }: TrustState): boolean =>
  count === 0 && level > ZERO_IS_MISSING_ABOVE;

/** What one step of so many days weighs under that half-life. */
const shareOf = (days: number, halfLifeDays: number): number => 1 - 0.5 ** (days / halfLifeDays);

const heldTo = ({ least, most }: { least: number; most: number }, value: number): number =>
  Math.min(most, Math.max(least, value));
