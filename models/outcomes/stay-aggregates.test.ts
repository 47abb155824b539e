import { expect, it } from "vitest";
import { MS_PER_HOUR } from "../shared/time-range";
import { recorded } from "./recorded-variable";
import { StayAggregates } from "./stay-aggregates";

const VARIABLES = [
  recorded("HR", "heartRate", "Heart rate", ["/min", 10, 350]),
  recorded("Lac", "lactate", "Lactate", ["mmol/L", 0, 50], { isLogarithmic: true }),
  recorded("K", "potassium", "Potassium", ["mmol/L", 1, 15]),
];
const NAMES = StayAggregates.names(VARIABLES);

function aggregatesOf(
  values: readonly (readonly [variable: number, hour: number, value: number])[],
) {
  const aggregates = new StayAggregates(VARIABLES);
  for (const [variable, hour, value] of values) {
    aggregates.observe(variable, hour * MS_PER_HOUR, value);
  }
  const row = new Float32Array(NAMES.length);
  aggregates.write(row, 0);
  return (name: string) => row[NAMES.indexOf(name)] ?? NaN;
}

it("says of a stay what a pencil says", () => {
  const of = aggregatesOf([
    [0, 0, 80],
    [0, 10, 100],
    [0, 20, 90],
    [0, 30, 110],
  ]);
  const names = ["first", "last", "min", "max", "mean"];
  expect(names.map((name) => of(`heartRate.${name}`))).toEqual([80, 110, 80, 110, 95]);
  expect(of("heartRate.deviation")).toBeCloseTo(Math.sqrt(125));
  expect(of("heartRate.slope")).toBeCloseTo(0.8);
  expect(of("heartRate.measured")).toBeCloseTo(Math.log(5));
});

it("takes long-tailed values by their logarithm", () => {
  expect(aggregatesOf([[1, 5, 9]])("lactate.max")).toBeCloseTo(Math.log(10));
});

it("keeps missing what was not measured, or not often enough", () => {
  const of = aggregatesOf([
    [1, 5, 2],
    [1, 6, 3],
  ]);
  expect(of("potassium.mean")).toBeNaN();
  expect(of("potassium.measured")).toBe(0);
  expect(of("lactate.slope")).toBeNaN();
});
