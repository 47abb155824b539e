import { describe, expect, it } from "vitest";
import {
  formatWallCode,
  parseWallCode,
  stateOfWall,
  wallCookieName,
  WallProof,
  WallSettings,
} from "./wall-display";

const UNIT = "018f0000-0000-7000-8000-00000000000a";
const NOW = new Date("2026-11-27T12:00:00Z");
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

describe("a code", () => {
  it.each(["k7qm-3f9x", "K7QM 3F9X", " k7qm3f9x "])("is read however it is typed: %j", (typed) => {
    expect(parseWallCode(typed)).toBe("k7qm3f9x");
    expect(formatWallCode("k7qm3f9x")).toBe("k7qm-3f9x");
  });

  it.each(["", "k7qm-3f9", "k7qm-3f9xx", "k7qm-3f9i", "k7qm-3f90"])("cannot be %j", (typed) => {
    expect(parseWallCode(typed)).toBeUndefined();
  });
});

describe("what a screen sends to be paired", () => {
  it("is a link's secret or a code, never both and nothing else", () => {
    const secret = `wcw_${"a".repeat(43)}`;
    expect(WallProof.parse({ secret })).toEqual({ secret });
    expect(WallProof.parse({ code: "K7QM-3F9X" })).toEqual({ code: "k7qm3f9x" });
    for (const other of [{}, { secret: "x" }, { secret, code: "k7qm3f9x" }, { code: 7 }, null])
      expect(WallProof.safeParse(other).success).toBe(false);
  });
});

describe("settings of a display", () => {
  const settings = {
    name: " By the desk ",
    unitIds: [UNIT],
    secondsPerUnit: 20,
    colorScheme: "dark",
  };

  it("are taken with the name trimmed", () => {
    expect(WallSettings.parse(settings)).toMatchObject({ name: "By the desk" });
  });

  it.each([
    { name: " " },
    { unitIds: [] },
    { unitIds: [UNIT, UNIT] },
    { secondsPerUnit: 4 },
    { secondsPerUnit: 601 },
    { colorScheme: "sepia" },
    { more: true },
  ])("are refused with %o", (change) => {
    expect(WallSettings.safeParse({ ...settings, ...change }).success).toBe(false);
  });
});

it.each([
  ["waiting", { linkExpiresAt: minutes(1) }],
  ["lapsed", { linkExpiresAt: NOW }],
  ["lapsed", {}],
  ["paired", { boundAt: NOW }],
  ["paired", { boundAt: NOW, linkExpiresAt: minutes(1) }],
  ["revoked", { boundAt: NOW, revokedAt: NOW }],
] as const)("is %s with %o", (state, given) => {
  const display = { boundAt: null, linkExpiresAt: null, revokedAt: null, ...given };
  expect(stateOfWall(display, NOW)).toBe(state);
});

it("keeps the cookie of an encrypted host to that host", () => {
  expect(wallCookieName(true)).toMatch(/^__Host-/);
  expect(wallCookieName(false)).not.toMatch(/^__/);
});
