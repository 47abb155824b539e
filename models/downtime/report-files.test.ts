import { expect, it } from "vitest";
import { madeAtOf, newestReport, reportFolder, unitFile } from "./report-files";

const at = new Date("2026-11-27T18:15:00.123Z");

it("names a report by when it was made, and reads that again", () => {
  expect(reportFolder(at)).toBe("2026-11-27T18-15-00.123Z");
  expect(madeAtOf(reportFolder(at))).toEqual(at);
});

it.each(["", "index.html", ".unfinished-1", "2026-11-27", "2026-99-27T18-15-00.123Z"])(
  "takes '%s' for no report",
  (entry) => expect(madeAtOf(entry)).toBeUndefined(),
);

it("finds the newest of what lies there", () => {
  const older = reportFolder(new Date(at.getTime() - 900_000));
  const entries = [".unfinished-2026", older, "notes.txt", reportFolder(at), "index.html"];
  expect(newestReport(entries)).toBe(reportFolder(at));
  expect(newestReport(["index.html"])).toBeUndefined();
});

it.each([
  ["MICU", "unit-MICU.html"],
  ["../../etc", "unit-..%2F..%2Fetc.html"],
  ["4 A/B", "unit-4%20A%2FB.html"],
])("makes of the code '%s' a name that stays in its folder", (code, name) =>
  expect(unitFile(code)).toBe(name),
);
