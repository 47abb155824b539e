import { describe, expect, it } from "vitest";
import { RosterId } from "#models/rostering/roster-ids";
import { createRosterTurns } from "./roster-turns";

const ONE = RosterId.parse("00000000-0000-4000-8000-000000000001");
const OTHER = RosterId.parse("00000000-0000-4000-8000-000000000002");

/** Work that ends when it is told to. */
function held() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { end, work: () => ended };
}

describe("turns of a roster", () => {
  it("let nothing begin before what was asked earlier has been passed on", async () => {
    const turns = createRosterTurns();
    const told: string[] = [];
    const first = held();
    // As a handler does: it answers a few promises after its work is done.
    const answered = (async () => {
      await turns.take(ONE, first.work);
      await Promise.resolve();
      await Promise.resolve();
      told.push("snapshot");
    })();
    const news = turns.take(ONE, async () => void told.push("frame"));
    await turns.take(OTHER, async () => void told.push("other roster"));
    first.end();
    await Promise.all([answered, news]);
    expect(told).toEqual(["other roster", "snapshot", "frame"]);
  });

  it("go on after one that failed", async () => {
    const turns = createRosterTurns();
    const failing = turns.take(ONE, () => Promise.reject(new Error("no database")));
    const next = turns.take(ONE, async () => "told");
    await expect(failing).rejects.toThrow("no database");
    expect(await next).toBe("told");
  });
});
