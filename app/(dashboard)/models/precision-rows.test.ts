import { expect, it } from "vitest";
import { UnitId } from "#models/shared/ids";
import { precisionRows } from "./precision-rows";

const A = UnitId.parse("00000000-0000-4000-8000-00000000000a");
const B = UnitId.parse("00000000-0000-4000-8000-00000000000b");
const units = [
  { unitId: B, name: "Ward B" },
  { unitId: A, name: "Ward A" },
];

it("sums everything first, then tells week by week and unit by unit", () => {
  const rows = precisionRows(
    [
      { unitId: B, week: "2026-01-12", disposition: "true-deterioration", alerts: 3 },
      { unitId: B, week: "2026-01-12", disposition: null, alerts: 5 },
      { unitId: A, week: "2026-01-12", disposition: "artefact", alerts: 1 },
      { unitId: A, week: "2026-01-05", disposition: "already-known", alerts: 2 },
    ],
    units,
  );
  expect(rows.map(({ unit, week, answered, alerts }) => [unit, week, answered, alerts])).toEqual([
    ["All units", undefined, 6, 11],
    ["Ward A", "2026-01-12", 1, 1],
    ["Ward B", "2026-01-12", 3, 8],
    ["Ward A", "2026-01-05", 2, 2],
  ]);
  expect(rows[0]).toMatchObject({ right: 5, news: 3 });
});
