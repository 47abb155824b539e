import { MS_PER_HOUR } from "../shared/time-range";
import type { AcuityClass } from "./acuity-class";
import type { AcuityFinding } from "./acuity-of";

/**
 * A class is given up for a lower one only after an hour in which every finding was lower: nurses are not
 * shared out anew each time a value crosses a limit, and an hour holds a full set of observations of
 * everybody whom NEWS2 has observed hourly.
 */
export const LOWER_AFTER_MS = MS_PER_HOUR;

/**
 * What is not known neither confirms a class nor takes it back, so the class stays; but no longer than the
 * longest interval at which NEWS2 has anybody observed who scores at all, 4 to 6 hours (Royal College of
 * Physicians, NEWS2, 2017, chart 4). Then it is old news, and the class not known.
 */
export const UNCONFIRMED_AFTER_MS = 6 * MS_PER_HOUR;

/** The class that counts, with how the patient has been since. Times are epoch milliseconds. */
export interface AcuityCourse {
  /** What gave the class, as last found. */
  finding: AcuityFinding;
  /** Since when it is this class. */
  since: number;
  /** What the facts say now: another class than `finding`'s while a higher one is held. */
  latest: AcuityFinding;
  /** When a finding last gave the class. */
  confirmedAt: number;
  /** Since when every finding was known and lower, and the highest of them. */
  lower: { since: number; highest: AcuityFinding } | undefined;
}

/**
 * Takes a finding in. A higher class counts at once. Not knowing is neither better nor worse: a class above
 * the lowest stays for a while, and its hour of lower findings begins anew; the lowest is given up at once,
 * for it would look as if all were known to be well.
 */
export function followAcuity(
  course: AcuityCourse | undefined,
  finding: AcuityFinding,
  at: number,
): AcuityCourse {
  if (!course) return begun(finding, at);
  const before = course.finding.acuityClass;
  const { acuityClass } = finding;
  if (before === acuityClass) return { ...begun(finding, at), since: course.since };
  if (isAbove(acuityClass, before)) return begun(finding, at);
  if (acuityClass === undefined)
    return at - course.confirmedAt < UNCONFIRMED_AFTER_MS
      ? { ...course, latest: finding, lower: undefined }
      : begun(finding, at);

  const lower = {
    since: course.lower?.since ?? at,
    highest: higher(course.lower?.highest, finding),
  };
  if (at - lower.since < LOWER_AFTER_MS) return { ...course, latest: finding, lower };
  // Of an hour that was better throughout, the end may be better still: that has an hour of its own to go.
  return followLatest(begun(lower.highest, at), finding, at);
}

const begun = (finding: AcuityFinding, at: number): AcuityCourse => ({
  finding,
  since: at,
  latest: finding,
  confirmedAt: at,
  lower: undefined,
});

function followLatest(settled: AcuityCourse, finding: AcuityFinding, at: number): AcuityCourse {
  if (finding.acuityClass === settled.finding.acuityClass) return { ...settled, finding };
  return { ...settled, latest: finding, lower: { since: at, highest: finding } };
}

/** "Not known" stands above the lowest class and below every other. */
const rank = (acuityClass: AcuityClass | undefined): number => acuityClass ?? 1.5;

/** Whatever becomes known of somebody of whom nothing was counts at once. */
const isAbove = (after: AcuityClass | undefined, before: AcuityClass | undefined): boolean =>
  before === undefined || rank(after) > rank(before);

const higher = (a: AcuityFinding | undefined, b: AcuityFinding): AcuityFinding =>
  a && rank(a.acuityClass) > rank(b.acuityClass) ? a : b;
