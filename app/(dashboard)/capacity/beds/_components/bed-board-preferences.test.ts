import { expect, it } from "vitest";
import { bedBoardCookie, parseBedBoardPreferences } from "./bed-board-preferences";

it("hidden names are remembered by a cookie, and an unreadable one is no reason to fail", () => {
  const [, value] = bedBoardCookie({ areNamesHidden: true }).split(/[=;]/);
  expect(parseBedBoardPreferences(value)).toEqual({ areNamesHidden: true });
  expect(parseBedBoardPreferences("{half")).toEqual({ areNamesHidden: false });
});
