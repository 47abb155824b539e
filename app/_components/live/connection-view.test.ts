import { describe, expect, it } from "vitest";
import type { SystemStatus } from "#models/realtime/board";
import { troubles } from "./connection-view";

const WELL: SystemStatus = {
  database: "up",
  scoring: "up",
  model: "in-service",
  feed: "up",
  since: 0,
};
const textOf = (system: Partial<SystemStatus>) =>
  troubles({ state: "live" }, { ...WELL, ...system }).map(({ text }) => text);

describe("what a screen says does not work", () => {
  it("is nothing when all is well", () => {
    expect(textOf({})).toEqual([]);
  });

  it("names NEWS2 alone when the model was refused, and when there is none", () => {
    expect(textOf({ model: "refused" })).toEqual([expect.stringMatching(/refused.*NEWS2 alone/)]);
    expect(textOf({ model: "absent" })).toEqual([expect.stringMatching(/installed.*NEWS2 alone/)]);
  });

  it("names each trouble", () => {
    const all = { database: "down", scoring: "down", model: "refused", feed: "silent" } as const;
    expect(textOf(all)).toHaveLength(4);
  });
});
