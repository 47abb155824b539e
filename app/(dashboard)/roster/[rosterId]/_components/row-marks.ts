import type { PersonId } from "#models/rostering/roster-ids";
import type { RosterCharge } from "#models/rostering/roster-charge";
import type { Breach } from "./cell-view";

/** What is broken in somebody's line. */
export interface RowMarks {
  /** By day. */
  days: readonly (Breach | undefined)[];
  /** Of what concerns so many days that to mark each would say nothing: hours of a month, a fair share. */
  line: Breach | undefined;
}

/** Longer than this it is about the line, not about its days; of what is only dear, few are worth a mark. */
const LONGEST_MARKED_DAYS: Readonly<Record<Breach, number>> = { hard: 14, soft: 3 };

export const NO_MARKS: RowMarks = { days: [], line: undefined };

/** Broken rules by person. Who has the same marks as before keeps the same object, so that nothing is drawn anew. */
export function marksOf(
  charges: readonly RosterCharge[],
  days: number,
  before: ReadonlyMap<PersonId, RowMarks>,
): ReadonlyMap<PersonId, RowMarks> {
  const marks = new Map<PersonId, { days: (Breach | undefined)[]; line: Breach | undefined }>();
  for (const { kind, personId, isHard, fromDay, toDay } of charges) {
    if (!personId || (kind !== "rule" && kind !== "legal")) continue;
    const mark = marks.get(personId) ?? {
      days: new Array<Breach | undefined>(days).fill(undefined),
      line: undefined,
    };
    const breach: Breach = isHard ? "hard" : "soft";
    if (toDay - fromDay > LONGEST_MARKED_DAYS[breach]) mark.line = worse(mark.line, breach);
    else
      for (let day = Math.max(0, fromDay); day < Math.min(days, toDay); day += 1)
        mark.days[day] = worse(mark.days[day], breach);
    marks.set(personId, mark);
  }
  return new Map(
    [...marks].map(([personId, mark]) => {
      const old = before.get(personId);
      return [personId, old && isSame(old, mark) ? old : mark];
    }),
  );
}

const worse = (a: Breach | undefined, b: Breach): Breach => (a === "hard" ? a : b);

const isSame = (a: RowMarks, b: RowMarks): boolean =>
  a.line === b.line && a.days.every((breach, day) => breach === b.days[day]);
