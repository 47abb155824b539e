import { expect, it } from "vitest";
import { AcuityOverrideId } from "#models/acuity/acuity-override";
import type { LiveAcuity } from "#models/realtime/board";
import { describeClass, formatNursingHours, viewAcuity } from "./acuity-view";

const computed = {
  acuityClass: 2,
  isAtLeast: false,
  reasons: [],
  since: 0,
  isHeld: false,
} as const;

const set: LiveAcuity = {
  acuityClass: 4,
  computed,
  override: {
    acuityOverrideId: AcuityOverrideId.parse("11111111-1111-4111-8111-111111111111"),
    acuityClass: 4,
    reason: "isolation",
    setBy: "Some Body",
    setAt: "2026-01-05T12:00:00.000Z",
    until: "2026-01-05T20:00:00.000Z",
  },
};

it.each([
  [{ acuityClass: 2, computed } as const, "2", "Acuity class 2"],
  [
    { acuityClass: 2, computed: { ...computed, isAtLeast: true } } as const,
    "2+",
    "Acuity class 2 or higher",
  ],
  [set, "4", "Acuity class 4, set by hand"],
  [{ computed: { ...computed, acuityClass: undefined } }, "–", "Acuity not known"],
  [undefined, "–", "Acuity not known"],
])("shows %o as %s", (acuity, text, words) => {
  expect(viewAcuity(acuity)).toMatchObject({ text, words });
});

it("says what a class means for those who share out nurses", () => {
  expect(describeClass(1)).toBe("1 nurse to 5 patients, 4.8 nursing hours a day");
  expect(describeClass(4)).toBe("1 nurse to 1 patient, 24 nursing hours a day");
});

it("shows hours in tenths, and no tenth that is none", () => {
  expect([28.799_999, 8, 0].map(formatNursingHours)).toEqual(["28.8", "8", "0"]);
});
