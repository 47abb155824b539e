import { expect, it } from "vitest";
import { FLU_LEVELS, HORIZONS } from "#models/flu/quantile-levels";
import { hubRows } from "./hub-file";

it("writes a forecast in the hub's columns, a row for each place, horizon and level", () => {
  const quantiles = HORIZONS.map((horizon) =>
    Float64Array.from(FLU_LEVELS, (level) => 10 * horizon + level / 3),
  );
  const place = { quantiles, basis: "own-reports" as const };
  const rows = hubRows(
    "2024-12-28",
    new Map([
      ["US", place],
      ["06", place],
    ]),
  );
  expect(rows[0]).toBe(
    "reference_date,location,horizon,target_end_date,target,output_type,output_type_id,value",
  );
  expect(rows).toHaveLength(1 + 2 * 4 * 23);
  expect(rows[1]).toBe("2024-12-28,06,0,2024-12-28,wk inc flu hosp,quantile,0.01,0.003");
  expect(rows.at(-1)).toBe("2024-12-28,US,3,2025-01-18,wk inc flu hosp,quantile,0.99,30.33");
});
