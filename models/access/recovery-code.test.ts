import { expect, it } from "vitest";
import {
  formatRecoveryCode,
  parseRecoveryCode,
  RECOVERY_ALPHABET,
  RECOVERY_CODE_SIGNS,
} from "./recovery-code";

const SIGNS = "abcdefghjkmnpqrstuvwxyz23";

it("has too many bits to need a slow hash", () => {
  const signs = new Set(RECOVERY_ALPHABET).size;
  expect(RECOVERY_CODE_SIGNS * Math.log2(signs)).toBeGreaterThan(112);
});

it("is written in groups that can be read aloud", () => {
  expect(formatRecoveryCode(SIGNS)).toBe("abcde-fghjk-mnpqr-stuvw-xyz23");
});

it.each(["abcde-fghjk-mnpqr-stuvw-xyz23", " ABCDE FGHJK MNPQR STUVW XYZ23 ", SIGNS])(
  "is read however it is typed: %j",
  (typed) => {
    expect(parseRecoveryCode(typed)).toBe(SIGNS);
  },
);

it.each([
  "",
  "abcde-fghjk",
  `${SIGNS}a`,
  "abcde-fghjk-mnpqr-stuvw",
  "abcde-fghjk-mnpqr-stuvw-xyz21",
  "abcde-fghjk-mnpqr-stuvw-xyz2€",
])("is not %j", (typed) => {
  expect(parseRecoveryCode(typed)).toBeUndefined();
});
