import { expect, it } from "vitest";
import { RosterShift } from "#models/rostering/roster-problem";
import { beginsCode, typeCode } from "./code-typing";

const shift = (code: string) =>
  RosterShift.parse({
    shiftId: code.toLowerCase(),
    name: code,
    code,
    from: "07:00",
    to: "19:00",
    unpaidBreakMinutes: 30,
    isNight: code === "N",
  });
const shifts = [shift("L"), shift("LD"), shift("N"), shift("TW")];

it("sets a code as soon as it is whole, in either case", () => {
  expect(typeCode("", "n", shifts)).toMatchObject({ typed: "N", shift: { code: "N" } });
  expect(typeCode("", "L", shifts)).toMatchObject({ shift: { code: "L" }, isLonger: false });
});

it("puts a longer code in the place of the one it begins with", () => {
  expect(typeCode("L", "d", shifts)).toMatchObject({ shift: { code: "LD" }, isLonger: true });
});

it("waits for the rest of a code that is none yet", () => {
  expect(typeCode("", "t", shifts)).toEqual({ typed: "T", shift: undefined, isLonger: false });
  expect(typeCode("T", "w", shifts)).toMatchObject({ shift: { code: "TW" }, isLonger: false });
});

it("begins anew where the letters do not go on", () => {
  expect(typeCode("L", "n", shifts)).toMatchObject({ typed: "N", isLonger: false });
  expect(typeCode("L", "x", shifts)).toBeUndefined();
});

it("leaves letters that begin no code to the commands", () => {
  expect(beginsCode("p", shifts)).toBe(false);
  expect(beginsCode("l", shifts)).toBe(true);
});
