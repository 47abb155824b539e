import { describe, expect, it } from "vitest";
import { anAlert } from "./testing/an-alert";
import { createBrowserNotices, type Notice } from "./browser-notices";

/** A desk on which a notice lies until it is taken away, one for each tag. */
function openDesk() {
  const lying = new Map<string, Notice>();
  /** What was laid over another of its tag, which a browser does without a word. */
  const unnoticed: Notice[] = [];
  const notices = createBrowserNotices(
    {
      show: (notice) => {
        if (lying.has(notice.tag)) unnoticed.push(notice);
        lying.set(notice.tag, notice);
        return { close: () => lying.delete(notice.tag) };
      },
    },
    () => "MICU",
  );
  return { notices, titles: () => [...lying.values()].map(({ title }) => title), lying, unnoticed };
}

const answered = { phase: "acknowledged", acknowledgedAt: "2026-11-21T04:01:00.000Z" } as const;

describe("notices of the browser", () => {
  it("say priority, place and reason, and never who it is", () => {
    const { notices, lying } = openDesk();
    notices.tell([anAlert(1, { bedLabel: "12" })]);
    expect([...lying.values()]).toEqual([
      {
        tag: anAlert(1).alertId,
        title: "High priority, MICU bed 12",
        body: "NEWS2 8",
        alertId: anAlert(1).alertId,
      },
    ]);
  });

  it("of an alert that asks again take the place of the first, and are noticed", () => {
    const { notices, titles, unnoticed } = openDesk();
    notices.tell([anAlert(1, { priority: "medium" })]);
    notices.tell([anAlert(1)]);
    expect(titles()).toEqual(["High priority, MICU bed 01"]);
    expect(unnoticed).toEqual([]);
  });

  it("are gone when somebody has answered, or it is over", () => {
    const { notices, titles } = openDesk();
    notices.tell([anAlert(1), anAlert(2), anAlert(3)]);
    notices.keep([anAlert(1, answered), anAlert(3)]);
    expect(titles()).toEqual(["High priority, MICU bed 03"]);
  });

  it("of a burst are three, and how many more there are", () => {
    const { notices, titles } = openDesk();
    const burst = [1, 2, 3, 4, 5].map((digit) => anAlert(digit));
    notices.tell(burst);
    expect(titles()).toHaveLength(4);
    expect(titles().at(-1)).toBe("2 more alerts");

    notices.keep(burst.map((alert) => ({ ...alert, ...answered })));
    expect(titles()).toEqual([]);
  });
});
