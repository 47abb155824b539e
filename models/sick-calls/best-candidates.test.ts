import { expect, it } from "vitest";
import type { Candidate } from "../rostering/candidates";
import { PersonId } from "../rostering/roster-ids";
import type { RosterPerson } from "../rostering/roster-problem";
import { UnitId } from "../shared/ids";
import { ableCandidates, bestCandidates } from "./best-candidates";

const [HOME, OTHER] = [1, 2].map((n) => UnitId.parse(`00000000-0000-4000-8000-00000000000${n}`));
if (!HOME || !OTHER) throw new Error("two units are needed");

const idOf = (n: number) =>
  PersonId.parse(`00000000-0000-4000-8000-0000000001${String(n).padStart(2, "0")}`);

const person = (n: number, more: Partial<RosterPerson> = {}): RosterPerson => ({
  ...{ personId: idOf(n), name: `Nurse ${n}`, grade: "registered", employment: "contract" },
  ...{ skills: [], homeUnitId: HOME, floatUnitIds: [], contractMinutesPerWeek: 2_250 },
  ...{ isNew: false, hourlyCost: { regular: 30, overtime: 45 } },
  ...more,
});
const candidate = (n: number, more: Partial<Candidate> = {}): Candidate => ({
  ...{ personId: idOf(n), isLegal: true, points: n, hardSteps: 0 },
  ...{ cost: { paidAs: "contract", money: 0, float: 0 }, leaves: null, newCharges: [] },
  ...{ restHoursBefore: undefined, restHoursAfter: undefined, fairness: undefined, text: "" },
  ...more,
});

it("leaves out who may not, and who would leave another shift for it", () => {
  const leaves = { shiftId: "night", unitId: HOME } as Candidate["leaves"];
  const found = ableCandidates([
    candidate(1),
    candidate(2, { isLegal: false }),
    candidate(3, { leaves }),
  ]);
  expect(found.map(({ personId }) => personId)).toEqual([idOf(1)]);
});

it("names the five best, and what the bank, an agency and a float would cost", () => {
  const people = [
    ...[1, 2, 3, 4, 5, 6, 7].map((n) => person(n)),
    person(8, { employment: "bank" }),
    person(9, { employment: "agency" }),
    person(10, { homeUnitId: OTHER }),
    person(11, { employment: "bank" }),
  ];
  const able = people.map((_, at) => candidate(at + 1));
  const best = bestCandidates(able, people, HOME);
  expect(best.map(({ points }) => points)).toEqual([1, 2, 3, 4, 5, 8, 9, 10]);
});

it("names nobody twice", () => {
  const people = [person(1, { employment: "bank" }), person(2)];
  const best = bestCandidates([candidate(1), candidate(2)], people, HOME);
  expect(best.map(({ points }) => points)).toEqual([1, 2]);
});
