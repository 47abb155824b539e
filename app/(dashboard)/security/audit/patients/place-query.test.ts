import { expect, it } from "vitest";
import { parsePlaceQuery } from "./place-query";

const UNIT = "9b2f4c1e-8a53-4f0e-9d27-0c8f4d1b7a60";
const asked = { unit: UNIT, bed: "", from: "2026-07-01T08:00", until: "2026-07-01T20:00" };
const parse = (changes: Record<string, string>) =>
  parsePlaceQuery({ ...asked, ...changes }, "Europe/London");

it("asks for nothing until a unit is named", () => {
  expect(parsePlaceQuery({}, "UTC")).toEqual({ values: {}, place: undefined, refused: [] });
});

it("is a unit, a bed if one is named, and a time in the hospital's zone", () => {
  const range = { from: new Date("2026-07-01T07:00:00Z"), to: new Date("2026-07-01T19:00:00Z") };
  expect(parse({}).place).toEqual({ unitId: UNIT, bed: undefined, range });
  expect(parse({ bed: " 03 " }).place).toEqual({ unitId: UNIT, bed: "03", range });
});

it.each([
  [{ unit: "icu" }, "unit"],
  [{ bed: "03'; --" }, "bed"],
  [{ from: "yesterday" }, "from"],
  [{ until: "" }, "until"],
  [{ until: "2026-07-01T08:00" }, "until"],
])("names what is wrong: %j", (changes, field) => {
  const { place, refused } = parse(changes as Record<string, string>);
  expect(place).toBeUndefined();
  expect(refused).toContain(field);
});
