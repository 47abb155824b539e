import { expect, it } from "vitest";
import { emptyReport } from "#models/respiratory-report/report-fields";
import { REPORT_COLUMNS, reportLines } from "./report-lines";

it("has a column for everything, once, and leaves empty what is not entered", () => {
  const [head = "", line = "", ...more] = reportLines({
    ...{ weekEndsOn: "2026-11-28", version: 2, savedBy: "A", savedAt: new Date(0) },
    ...{ submittedBy: "A", submittedAt: new Date("2026-11-30T09:00:00Z") },
    figures: emptyReport({ icu_beds_all: 30, rsv_icu_adult: 0 }),
  });
  expect(more).toEqual([]);
  const columns = head.trim().split(",");
  expect(new Set(columns).size).toBe(REPORT_COLUMNS.length);
  const cells = line.trim().split(",");
  const cellOf = (column: string) => cells[columns.indexOf(column)];
  expect(cellOf("week_starts_on")).toBe("2026-11-22");
  expect(cellOf("snapshot_on")).toBe("2026-11-25");
  expect(cellOf("status")).toBe("submitted");
  expect(cellOf("submitted_at")).toBe("2026-11-30T09:00:00.000Z");
  expect(cellOf("icu_beds_all")).toBe("30");
  expect(cellOf("rsv_icu_adult")).toBe("0");
  expect(cellOf("rsv_icu_paediatric")).toBe("");
});
