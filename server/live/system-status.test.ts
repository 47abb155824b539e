import { describe, expect, it } from "vitest";
import type { SystemStatus } from "#models/realtime/board";
import { createStatusWatch } from "./system-status";

describe("createStatusWatch", () => {
  it("calls a feed silent after five seconds without a message, and up with the next", async () => {
    const { watch, clock, changes } = watchOf();
    clock.now = 4_999;
    await watch.check();
    clock.now = 5_000;
    await watch.check();
    watch.messageReceived(6_000);
    expect(changes.map(({ feed }) => feed)).toEqual(["silent", "up"]);
  });

  it("does not call silent what nobody listens to", async () => {
    const { watch, clock, changes } = watchOf({ hasMonitoredPatients: false });
    clock.now = 60_000;
    await watch.check();
    expect(changes).toEqual([]);
  });

  it("asks a database that was down until it answers", async () => {
    const { watch, database } = watchOf();
    watch.databaseFailed();
    database.isUp = false;
    await watch.check();
    expect(watch.status().database).toBe("down");
    database.isUp = true;
    await watch.check();
    expect(watch.status().database).toBe("up");
  });

  it("says each change once", () => {
    const { watch, changes } = watchOf();
    watch.scoringBecame("down");
    watch.scoringBecame("down");
    expect(changes).toHaveLength(1);
  });

  it("says that the model was refused, and that it is back", () => {
    const { watch, changes } = watchOf();
    watch.modelBecame("in-service");
    watch.modelBecame("refused");
    watch.modelBecame("in-service");
    expect(changes.map(({ model }) => model)).toEqual(["refused", "in-service"]);
  });
});

function watchOf({ hasMonitoredPatients = true } = {}) {
  const changes: SystemStatus[] = [];
  const clock = { now: 0 };
  const database = { isUp: true };
  const watch = createStatusWatch({
    now: () => new Date(clock.now),
    ping: async () => {
      if (!database.isUp) throw new Error("connection refused");
    },
    hasMonitoredPatients: () => hasMonitoredPatients,
    onChanged: (status) => changes.push(status),
  });
  return { watch, clock, changes, database };
}
