import { describe, expect, it } from "vitest";
import { type Locks, tabLeadership } from "./tab-leadership";

/** The part of the browser's lock manager that is used: one holder, the others wait in line. */
function fakeLocks(): Locks {
  let last: Promise<unknown> = Promise.resolve();
  return {
    request: (_name, { signal }, granted) => {
      const turn = last.then(() => {
        signal?.throwIfAborted();
        return granted();
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

const settled = () => new Promise((done) => setTimeout(done));

describe("the lead among tabs", () => {
  it("goes to one, and to the next when it is given up", async () => {
    const leadership = tabLeadership("lead", fakeLocks());
    const leaders: string[] = [];
    const giveUp = leadership.campaign(() => leaders.push("first"));
    leadership.campaign(() => leaders.push("second"));
    await settled();
    expect(leaders).toEqual(["first"]);

    giveUp();
    await settled();
    expect(leaders).toEqual(["first", "second"]);
  });

  it("passes over a tab that has withdrawn", async () => {
    const leadership = tabLeadership("lead", fakeLocks());
    const leaders: string[] = [];
    const giveUp = leadership.campaign(() => leaders.push("first"));
    const withdraw = leadership.campaign(() => leaders.push("second"));
    leadership.campaign(() => leaders.push("third"));
    withdraw();
    await settled();
    giveUp();
    await settled();
    expect(leaders).toEqual(["first", "third"]);
  });

  it("is every tab's where a browser has no locks", () => {
    const leadership = tabLeadership("lead", undefined);
    const leaders: string[] = [];
    leadership.campaign(() => leaders.push("first"));
    leadership.campaign(() => leaders.push("second"));
    expect(leaders).toEqual(["first", "second"]);
  });
});
