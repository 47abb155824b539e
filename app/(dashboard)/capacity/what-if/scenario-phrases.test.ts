import { expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import { scenarioPhrases } from "./scenario-phrases";

const ONE = UnitId.parse("00000000-0000-4000-8000-000000000001");
const GONE = UnitId.parse("00000000-0000-4000-8000-000000000009");
const UNITS = [{ unitId: ONE, name: "Respiratory R3" }];

it("says what is otherwise, and nothing of what is as planned", () => {
  expect(
    scenarioPhrases(
      {
        wave: { laterDays: -7, factor: 1.5 },
        lengthOfStayFactor: 1.1,
        electivePostponedShare: 0.5,
        staffingFactor: 0.92,
        staffedBeds: [{ unitId: ONE, beds: 1 }],
        closedUnitIds: [GONE],
      },
      UNITS,
    ),
  ).toEqual([
    "Flu wave 7 days earlier",
    "Flu admissions × 1.5",
    "Stays 10 % longer",
    "50 % of elective surgery postponed",
    "8 % fewer nurses",
    "Respiratory R3: 1 staffed bed",
    "A unit that is gone closed",
  ]);
  expect(scenarioPhrases({ wave: { laterDays: 0, factor: 1 }, staffingFactor: 1 }, UNITS)).toEqual(
    [],
  );
  expect(scenarioPhrases({ wave: { laterDays: 1, factor: 1 } }, UNITS)).toEqual([
    "Flu wave 1 day later",
  ]);
});
