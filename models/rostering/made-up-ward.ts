import { seededRandom } from "../deterioration/seeded-random";
import { UnitId } from "../shared/ids";
import type { Assignment } from "./roster";
import { PersonId, ShiftId, Skill } from "./roster-ids";
import { type RosterPerson, RosterProblem, type ShiftDemand } from "./roster-problem";
import { rulesOfSets } from "./rule-sets";

const UNIT = UnitId.parse("00000000-0000-4000-8000-0000000000aa");
const SKILLS = ["charge", "ventilation", "dialysis", "chemotherapy", "triage"];
const SHIFTS = [
  { shiftId: "early", code: "E", from: "07:00", to: "15:00", isNight: false },
  { shiftId: "late", code: "L", from: "14:30", to: "22:30", isNight: false },
  { shiftId: "night", code: "N", from: "22:00", to: "07:30", isNight: true },
].map((shift) => ({ ...shift, name: shift.shiftId, unpaidBreakMinutes: 30 }));
/** Paid minutes of a full week. */
const FULL_WEEK = 2_310;
const PRICE = { belowMinimum: 1_000, belowTarget: 200, aboveMaximum: 50 };

export interface MadeUpWardOptions {
  seed: number;
  nurses: number;
  weeks: number;
}

/**
 * A ward that does not exist, for benchmarks: early, late and night shifts, five skills, full and part time,
 * leave, requests, the working time directive and the house rules, and about as many hours as are needed.
 */
export function madeUpWard({ seed, nurses, weeks }: MadeUpWardOptions): RosterProblem {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const days = weeks * 7;
  const people = Array.from({ length: nurses }, (_, index) => nurse(index, random));
  const assignment = (shiftId: string): Assignment => ({
    shiftId: ShiftId.parse(shiftId),
    unitId: UNIT,
  });
  return RosterProblem.parse({
    startsOn: "2026-06-01",
    days,
    timeZone: "Europe/London",
    shifts: SHIFTS,
    units: [{ unitId: UNIT, name: "Made-up ward" }],
    people,
    demand: Array.from({ length: days }, (_, day) => demandOn(day, nurses)).flat(),
    rules: rulesOfSets(["eu-working-time", "house"], RosterProblem.shape.shifts.parse(SHIFTS)),
    absences: people
      .filter(() => random() < 0.3)
      .map(({ personId }) => {
        const fromDay = 7 * below(weeks);
        return {
          ...{ personId, fromDay, toDay: fromDay + 6 },
          ...{ kind: "annual-leave", creditMinutesPerDay: FULL_WEEK / 7 },
        };
      }),
    requests: people.flatMap(({ personId }) =>
      Array.from({ length: 3 }, () => ({
        ...{ personId, day: below(days), weight: 10 + 5 * below(5) },
        ...(random() < 0.8
          ? { wants: "off" }
          : { wants: "work", shiftId: SHIFTS[below(SHIFTS.length)]?.shiftId }),
      })),
    ),
    pins: [],
    // Five days on, two off, not all at once.
    past: people.flatMap(({ personId }, index) =>
      Array.from({ length: 14 }, (_, at) => at - 14)
        .filter((day) => (day + 14 + index) % 7 < 5)
        .map((day) => ({ personId, day, assignment: assignment("early") })),
    ),
    balances: people.map(({ personId }) => ({
      ...{ personId, nights: below(3) - 1, weekends: below(3) - 1, refusedRequests: below(2) },
    })),
    prices: { float: 20, bankShift: 60, agencyShift: 150 },
  });
}

function nurse(index: number, random: () => number): RosterPerson {
  const share = index % 5 === 3 ? 0.8 : index % 7 === 5 ? 0.6 : 1;
  const isNew = index % 10 === 9;
  const skills = SKILLS.filter(
    (skill) => !isNew && random() < (skill === "charge" || skill === "triage" ? 0.4 : 0.5),
  );
  return {
    personId: PersonId.parse(`00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`),
    name: `Nurse ${index + 1}`,
    grade: skills.includes("charge") ? "senior" : "registered",
    employment: "contract",
    skills: skills.map((skill) => Skill.parse(skill)),
    homeUnitId: UNIT,
    floatUnitIds: [],
    contractMinutesPerWeek: FULL_WEEK * share,
    isNew,
    hourlyCost: { regular: 0, overtime: 20 },
  };
}

function demandOn(day: number, nurses: number): ShiftDemand[] {
  const isWeekend = day % 7 >= 5;
  const needs = { early: isWeekend ? 7 : 9, late: isWeekend ? 6 : 8, night: 5 };
  return Object.entries(needs).flatMap(([shift, forForty]) => {
    const shiftId = ShiftId.parse(shift);
    const target = Math.round((forForty * nurses) / 40);
    const skilled = (skill: string): ShiftDemand => ({
      ...{ unitId: UNIT, day, shiftId, skill: Skill.parse(skill), price: PRICE },
      ...{ minimum: 1, target: 1, maximum: nurses },
    });
    return [
      {
        ...{ unitId: UNIT, day, shiftId, price: PRICE },
        ...{ minimum: Math.max(1, target - 2), target, maximum: target + 1 },
      },
      skilled("ventilation"),
      skilled("triage"),
      ...(shift === "night" ? [] : [skilled("dialysis")]),
      ...(shift === "early" && !isWeekend ? [skilled("chemotherapy")] : []),
    ];
  });
}
