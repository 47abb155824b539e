import { seededRandom } from "../../deterioration/seeded-random";

export interface MadeUpSize {
  /** Whole weeks. */
  days: number;
  staff: number;
  shifts: number;
  seed: number;
}

/**
 * An instance file of any size in the style of the published ones: shifts in blocks of the day that must not
 * go back, full and part time, a day off and requests for each two weeks, cover near what the staff can give.
 */
export function madeUpCurtoisQu({ days, staff, shifts, seed }: MadeUpSize): string {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const weeks = days / 7;
  const blocks = Math.min(4, shifts);
  const blockOf = (shift: number) => Math.floor((shift * blocks) / shifts);
  const idOf = (shift: number) => `${"EDLN"[blockOf(shift)] ?? "E"}${shift}`;
  const isNight = (shift: number) => blocks === 4 && blockOf(shift) === 3;
  const all = Array.from({ length: shifts }, (_, shift) => shift);
  const people = Array.from({ length: staff }, (_, person) => ({
    id: `P${person}`,
    // A quarter of the staff works about half of the hours.
    weeklyShifts: person % 4 === 3 ? 2.5 : 4.5,
    maxima: all.map((shift): number => {
      if (random() < (shifts > 3 ? 0.35 : 0.1)) return 0;
      return isNight(shift) ? weeks : days;
    }),
  }));
  for (const { maxima } of people) if (!maxima.some((maximum) => maximum > 0)) maxima[0] = days;
  const request = (weight: string) =>
    people.flatMap(({ id }) =>
      Array.from(
        { length: weeks * 2 },
        () => `${id},${below(days)},${idOf(below(shifts))},${weight}`,
      ),
    );
  const offered = people.reduce((sum, { weeklyShifts }) => sum + weeklyShifts, 0) / 7;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["HORIZON", [`${days}`]],
    [
      "SHIFTS",
      all.map((shift) => {
        const earlier = all.filter((other) => blockOf(other) < blockOf(shift)).map(idOf);
        return `${idOf(shift)},480,${earlier.join("|")}`;
      }),
    ],
    [
      "STAFF",
      people.map(({ id, weeklyShifts, maxima }) => {
        const counts = maxima.map((maximum, shift) => `${idOf(shift)}=${maximum}`).join("|");
        const minutes = Math.round(weeklyShifts * weeks) * 480;
        const isFull = weeklyShifts > 3;
        const runs = isFull ? "5,2,2" : "5,1,2";
        return `${id},${counts},${minutes},${minutes - 480 * (isFull ? 2 : 1)},${runs},${Math.ceil(weeks / 2)}`;
      }),
    ],
    [
      "DAYS_OFF",
      people.map(({ id }) =>
        [id, ...new Set(Array.from({ length: Math.ceil(weeks / 2) }, () => below(days)))].join(),
      ),
    ],
    ["SHIFT_ON_REQUESTS", request("2")],
    ["SHIFT_OFF_REQUESTS", request("1")],
    [
      "COVER",
      Array.from({ length: days }, (_, day) => day).flatMap((day) =>
        all.map((shift) => {
          const share = (offered / shifts) * (day % 7 > 4 ? 0.8 : 1.05);
          return `${day},${idOf(shift)},${Math.max(0, Math.floor(share + random()))},100,1`;
        }),
      ),
    ],
  ];
  return sections.map(([name, rows]) => `SECTION_${name}\n${rows.join("\n")}\n`).join("\n");
}
