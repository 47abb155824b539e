import { expect, it } from "vitest";
import { rosterFileName } from "./roster-file-name";

const roster = { startsOn: "2026-11-30", days: 28, state: "draft", version: 12 } as const;
const units = (...codes: string[]) => codes.map((code) => ({ code }));

it("says whose roster it is, of which days, in which state and version", () => {
  expect(rosterFileName({ ...roster, units: units("4A") })).toBe(
    "roster-4A-2026-11-30-2026-12-27-draft-v12.csv",
  );
});

it("stays short with many units, and has nothing that a file name may not have", () => {
  const name = rosterFileName({
    ...roster,
    units: units("4A", "5/B", "R 2", "R3", "SDU"),
    state: "published",
  });
  expect(name).toBe("roster-4A-5B-R2-and-2-more-2026-11-30-2026-12-27-published-v12.csv");
});
