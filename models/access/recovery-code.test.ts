import { expect, it } from "vitest";
import { formatRecoveryCode, parseRecoveryCode } from "./recovery-code";

const SIGNS = "abcdefghjkmnpqrstuvw";

it("is written in groups that can be read aloud", () => {
  expect(formatRecoveryCode(SIGNS)).toBe("abcde-fghjk-mnpqr-stuvw");
});

it.each(["abcde-fghjk-mnpqr-stuvw", " ABCDE FGHJK MNPQR STUVW ", SIGNS])(
  "is read however it is typed: %j",
  (typed) => {
    expect(parseRecoveryCode(typed)).toBe(SIGNS);
  },
);

it.each(["", "abcde-fghjk", `${SIGNS}a`, "abcde-fghjk-mnpqr-stuv1", "abcde-fghjk-mnpqr-stuv€"])(
  "is not %j",
  (typed) => {
    expect(parseRecoveryCode(typed)).toBeUndefined();
  },
);
