import { expect, it } from "vitest";
import type { SavedScenario } from "#db/scenarios";
import { ScenarioId } from "#models/shared/ids";
import { timeFormat } from "@/_lib/format-time";
import { scenarioLines } from "./scenario-lines";

const time = timeFormat("Europe/London");
const at = new Date("2026-07-01T11:00:00Z");
const saved = (changes: Partial<SavedScenario>): SavedScenario => ({
  ...{ scenarioId: ScenarioId.parse("00000000-0000-4000-8000-000000000001"), version: 1 },
  ...{ name: "Long stays", note: "=1+1, for winter", scenario: { lengthOfStayFactor: 1.1 } },
  ...{ createdBy: "Noor Halvorsen", createdAt: at, changedBy: "Noor Halvorsen", changedAt: at },
  ...changes,
});

it("says what each assumes, and that one of another version of the system no longer opens", () => {
  const lines = scenarioLines(
    [saved({}), saved({ name: "Old", scenario: undefined, changedBy: undefined })],
    [],
    time,
  );
  expect(lines[1]).toMatch(
    /^Long stays,yes,Stays 10 % longer,"'=1\+1, for winter",".*12:00",Noor Halvorsen\r\n$/,
  );
  expect(lines[2]).toMatch(/^Old,no,,.*,A former colleague\r\n$/);
});
