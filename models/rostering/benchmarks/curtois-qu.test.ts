import { describe, expect, it } from "vitest";
import { seededRandom } from "../../deterioration/seeded-random";
import { costOf } from "../solver/solver-score";
import { parseCurtoisQu } from "./curtois-qu-instance";
import { curtoisQuProblem, writeCurtoisQuRoster } from "./curtois-qu-problem";
import { judgeCurtoisQuRoster, parseCurtoisQuRoster } from "./curtois-qu-validation";
import { madeUpCurtoisQu } from "./made-up-curtois-qu";

function required<T>(result: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const INSTANCE = `
# a week and two people
SECTION_HORIZON
7
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
A,E=7|L=1,2400,960,3,2,2,1
B,E=7|L=0,2400,0,5,1,1,1
SECTION_DAYS_OFF
A,6
SECTION_SHIFT_ON_REQUESTS
A,0,E,3
SECTION_SHIFT_OFF_REQUESTS
B,1,E,2
SECTION_COVER
0,E,1,100,1
1,E,1,100,1
2,E,0,100,5
`;

const judge = (rows: readonly string[]) =>
  judgeCurtoisQuRoster(
    required(parseCurtoisQu(INSTANCE)),
    required(parseCurtoisQuRoster(["employee,day,shift", ...rows].join("\n"))),
  );

describe("a Curtois and Qu roster", () => {
  it("costs requests that are not met and cover that is missing or too much", () => {
    expect(judge(["A,0,E", "A,1,E"])).toEqual({ cost: 0, hardViolations: [] });
    // Nobody on day 0 and the wish for it not met; somebody on day 2, and B on a day asked to be free.
    expect(judge(["A,1,E", "A,2,E", "B,1,E"]).cost).toBe(100 + 3 + 5 + 2 + 1);
  });

  it.each([
    ["a shift that must not follow", ["A,0,L", "A,1,E"], "E follows L after day 0"],
    ["a day off", ["A,0,E", "A,1,E", "A,6,E"], "works on day off 6"],
    ["too many of a shift", ["A,0,L", "A,1,L"], "works L 2 times"],
    ["a shift that is not allowed", ["A,0,E", "A,1,E", "B,0,L"], "works L 1 times"],
    ["too few minutes", ["A,0,E"], "works only 480 minutes"],
    [
      "too many days in a row",
      ["A,0,E", "A,1,E", "A,2,E", "A,3,E"],
      "4 days of work in a row from day 0",
    ],
    ["too few days in a row", ["A,0,E", "A,3,E"], "only 1 days of work in a row from day 3"],
    ["too few days off in a row", ["A,0,E", "A,2,E"], "only 1 days off in a row from day 1"],
    ["somebody unknown", ["A,0,E", "A,1,E", "X,1,E"], "X is not on the staff"],
  ])("says that %s breaks a hard rule", (_, rows, what) => {
    expect(judge(rows).hardViolations.join("; ")).toContain(what);
  });

  it("says what cannot be read", () => {
    expect(parseCurtoisQu("SECTION_HORIZON\n7")).toMatchObject({ ok: false });
    expect(parseCurtoisQu(INSTANCE.replace("2,E,0,100,5", "7,E,0,100,5"))).toEqual({
      ok: false,
      error: "Day 7 is beyond the horizon of 7 days",
    });
    expect(parseCurtoisQuRoster("employee,day,shift\nA,0,E\nA,0,L")).toMatchObject({ ok: false });
  });

  it("costs the same by the solver's form as by the benchmark's rules", () => {
    let legal = 0;
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = seededRandom(seed);
      const text = madeUpCurtoisQu({ days: 14, staff: 5, shifts: 1 + (seed % 4), seed });
      const instance = required(parseCurtoisQu(text));
      const problem = curtoisQuProblem(instance);
      // Mostly runs, so that some people keep all rules by chance.
      const lines = problem.people.map(({ allowed }) => {
        let duty = 0;
        return Uint8Array.from(allowed, (duties) => {
          const wanted =
            random() < 0.3 ? (duties[Math.floor(random() * duties.length)] ?? 0) : duty;
          duty = duties.includes(wanted) ? wanted : 0;
          return duty;
        });
      });
      const csv = writeCurtoisQuRoster(instance, lines);
      const verdict = judgeCurtoisQuRoster(instance, required(parseCurtoisQuRoster(csv)));

      expect(costOf(problem, lines).cost).toBe(verdict.cost);
      problem.people.forEach((person, index) => {
        const line = lines[index]!;
        const { hardViolations } = costOf({ ...problem, people: [person], covers: [] }, [line]);
        const broken = verdict.hardViolations.filter((one) => one.startsWith(`${person.label}:`));
        expect(hardViolations === 0).toBe(broken.length === 0);
        legal += broken.length === 0 ? 1 : 0;
      });
    }
    expect(legal).toBeGreaterThan(10);
  });
});
