import { expect, it } from "vitest";
import { fairness } from "./fairness";
import { scoreRoster } from "./roster-score";
import { demand, person, personIdOf, problemOf, rosterOf } from "./testing/sample-problem";

// Six nights and two people a weekend at least, for 36 h, 18 h, and a bank nurse who has no share.
const problem = problemOf({
  days: 7,
  people: [
    person("Ana", { contractMinutesPerWeek: 2160 }),
    person("Ben", { contractMinutesPerWeek: 1080 }),
    person("Cleo", { employment: "bank" }),
  ],
  demand: [
    ...[0, 1, 2, 3].map((day) => demand("N", day, { target: 1 })),
    demand("N", 5, { target: 2 }),
    demand("D", 6, { target: 1 }),
  ],
  requests: [
    { personId: personIdOf("Ana"), day: 0, wants: "off", weight: 5 },
    { personId: personIdOf("Ben"), day: 4, wants: "work", weight: 5 },
  ],
  balances: [{ personId: personIdOf("Ben"), nights: -0.5, weekends: 1, refusedRequests: 2 }],
});
const found = fairness(
  scoreRoster(problem, rosterOf({ Ana: "NN...N.", Ben: "..N.D.D", Cleo: "...N.N." })),
);

it("measures what each has against a share by contract, with the months before", () => {
  const [ana, ben, cleo] = found.people;
  expect(ana?.nights).toEqual({ worked: 3, share: 4, balanceBefore: 0, balanceAfter: -1 });
  expect(ben?.nights).toEqual({ worked: 1, share: 2, balanceBefore: -0.5, balanceAfter: -1.5 });
  expect(ben?.weekends?.balanceAfter).toBeCloseTo(1 + 1 - 2 / 3, 12);
  expect(cleo).toMatchObject({ nights: undefined, weekends: undefined });
});

it("measures refused requests against the mean of those who asked", () => {
  // Ana's one was refused, Ben's was not: half a request on average.
  expect(found.people.map(({ requests }) => requests.balanceAfter)).toEqual([0.5, 1.5, 0]);
  expect(found.requests).toEqual({ people: 2, deviation: 0.5, lowest: 0.5, highest: 1.5 });
});

it("says how far people are apart", () => {
  expect(found.nights).toEqual({ people: 2, deviation: 0.25, lowest: -1.5, highest: -1 });
});
