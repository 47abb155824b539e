import { describe, expect, it } from "vitest";
import { alarmBurst, type Burst, CONNECTION_LOST } from "#models/alerts/alarm-sound";
import type { AlertPriority } from "#models/alerts/alert";
import type { AlertOnWire } from "../live/alert-ledger";
import { anAlert } from "./testing/an-alert";
import { fakeTimers } from "./testing/fake-timers";
import { createSoundControl, LOSS_GRACE_MS, PAUSE_MS, type SoundInput } from "./sound-control";
import { type PreferenceStore, SILENT, type SoundPreferences } from "./sound-preferences";
import type { Leadership } from "./tab-leadership";

/** One browser: its tabs share what was chosen, and the lead. */
function openBrowser({ holdsSoundBack = false } = {}) {
  const timers = fakeTimers();
  const tabs: { hear: () => void }[] = [];
  const queue: (() => void)[] = [];
  let kept: SoundPreferences = SILENT;

  const preferencesOf = (tab: { hear: () => void }): PreferenceStore => ({
    load: () => kept,
    save: (preferences) => {
      kept = preferences;
      for (const other of tabs) if (other !== tab) other.hear();
    },
    onChange: (hear) => {
      tab.hear = hear;
      return () => (tab.hear = () => {});
    },
  });

  const leadership: Leadership = {
    campaign: (onLead) => {
      queue.push(onLead);
      if (queue[0] === onLead) onLead();
      return () => {
        const [leader] = queue;
        queue.splice(queue.indexOf(onLead), 1);
        if (leader === onLead) queue[0]?.();
      };
    },
  };

  const openTab = () => {
    const tab = { hear: () => {} };
    tabs.push(tab);
    const heard: { burst: Burst; isCut: boolean }[] = [];
    let isRunning = !holdsSoundBack;
    const control = createSoundControl({
      timers,
      now: timers.now,
      leadership,
      preferences: preferencesOf(tab),
      openDevice: (onChange) => ({
        isRunning: () => isRunning,
        resume: () => {
          isRunning = true;
          onChange();
        },
        close: () => {},
        play: (burst) => {
          const played = { burst, isCut: false };
          heard.push(played);
          return () => (played.isCut = true);
        },
      }),
    });
    const close = control.open();
    const tell = (alerts: readonly AlertOnWire[], link: SoundInput["link"] = "live") =>
      control.update({ alerts, link });
    tell([]);
    return { control, heard, tell, close, state: () => control.view().state };
  };

  return { timers, openTab };
}

const burstsOf = (heard: readonly { burst: Burst }[]) => heard.map(({ burst }) => burst);
const high = (digit: number) => anAlert(digit, { priority: "high" });
const medium = (digit: number) => anAlert(digit, { priority: "medium" });
const answered = (alert: AlertOnWire): AlertOnWire => ({
  ...alert,
  phase: "acknowledged",
  acknowledgedAt: "2026-11-21T04:01:00.000Z",
});
/** As it asks later: worse, or because nobody came. */
const later = { askedAt: "2026-11-21T04:05:00.000Z" };

describe("the sound of an alert", () => {
  it("is off until somebody arms it", () => {
    const { control, tell, heard, state } = openBrowser().openTab();
    tell([high(1)]);
    expect(state()).toBe("off");
    expect(heard).toEqual([]);

    control.arm();
    expect(state()).toBe("sounding");
    expect(burstsOf(heard)).toEqual([alarmBurst("high")]);
  });

  it("is of the highest priority that nobody has answered, and ends with the last answer", () => {
    const { control, tell, heard, state } = openBrowser().openTab();
    control.arm();
    tell([medium(1)]);
    tell([high(2), medium(1)]);
    expect(burstsOf(heard)).toEqual([alarmBurst("medium"), alarmBurst("high")]);

    tell([answered(high(2)), answered(medium(1))]);
    expect(state()).toBe("armed");
    expect(heard.at(-1)?.isCut).toBe(true);
  });

  it("stops at once when it is switched off, and stays off for the next tab", () => {
    const browser = openBrowser();
    const { control, tell, heard } = browser.openTab();
    control.arm();
    tell([high(1)]);
    control.disarm();
    expect(heard.at(-1)?.isCut).toBe(true);
    expect(browser.openTab().state()).toBe("off");
  });

  it("is remembered by the browser", () => {
    const browser = openBrowser();
    const first = browser.openTab();
    first.control.arm();
    first.control.setVolume(0.3);
    first.close();

    const { control, state } = browser.openTab();
    expect(state()).toBe("armed");
    expect(control.view().volume).toBe(0.3);
  });

  it("waits for a touch when the browser holds it back", () => {
    const browser = openBrowser({ holdsSoundBack: true });
    browser.openTab().control.arm();
    const { control, tell, heard, state } = browser.openTab();
    tell([high(1)]);
    expect(state()).toBe("blocked");
    expect(heard).toEqual([]);

    control.touched();
    expect(state()).not.toBe("blocked");
  });

  it("can be tried out, priority by priority", () => {
    const { timers, openTab } = openBrowser();
    const { control, heard } = openTab();
    control.arm();
    control.test();
    timers.advance(30_000);
    const each: readonly AlertPriority[] = ["high", "medium", "low"];
    expect(burstsOf(heard)).toEqual(each.map((priority) => alarmBurst(priority)));
  });
});

describe("a pause", () => {
  it("is silent, counts down and ends by itself", () => {
    const { timers, openTab } = openBrowser();
    const { control, tell, heard, state } = openTab();
    control.arm();
    tell([high(1)]);
    control.pause();
    expect(state()).toBe("paused");
    expect(heard.at(-1)?.isCut).toBe(true);
    expect(control.view().pauseSecondsLeft).toBe(120);

    timers.advance(PAUSE_MS - 1_000);
    expect(control.view().pauseSecondsLeft).toBe(1);
    expect(heard).toHaveLength(1);
    timers.advance(1_000);
    expect(state()).toBe("sounding");
    expect(heard).toHaveLength(2);
  });

  it.each([
    ["a new alert of high priority", () => [high(1), high(2)], "sounding"],
    [
      "one that has worsened to high",
      () => [high(1), anAlert(3, { priority: "high", ...later })],
      "sounding",
    ],
    [
      "one that nobody has answered for so long that others are asked",
      () => [anAlert(1, later)],
      "sounding",
    ],
    ["a new alert of medium priority", () => [high(1), medium(4)], "paused"],
    ["the answer to what was heard", () => [answered(high(1))], "paused"],
  ] as const)("meets %s", (_what, alerts, expected) => {
    const { control, tell, state } = openBrowser().openTab();
    control.arm();
    tell([high(1), medium(3)]);
    control.pause();
    tell(alerts());
    expect(state()).toBe(expected);
  });

  it("holds for every tab of the browser, and so does its end", () => {
    const browser = openBrowser();
    const [one, other] = [browser.openTab(), browser.openTab()];
    one.control.arm();
    one.control.pause();
    expect(other.state()).toBe("paused");
    other.control.resume();
    expect(one.state()).toBe("armed");
  });

  it("ends at the next wake when the timers of a tab in the background are late", () => {
    const { timers, openTab } = openBrowser();
    const { control, state } = openTab();
    control.arm();
    control.pause();
    timers.skip(PAUSE_MS);
    expect(state()).toBe("paused");
    control.wake();
    expect(state()).toBe("armed");
  });
});

describe("of several tabs", () => {
  it("one sounds, the others say so, and the next takes over when it closes", () => {
    const browser = openBrowser();
    const [one, other] = [browser.openTab(), browser.openTab()];
    one.control.arm();
    for (const tab of [one, other]) tab.tell([high(1)]);
    expect([one.state(), other.state()]).toEqual(["sounding", "elsewhere"]);
    expect(other.heard).toEqual([]);

    one.close();
    expect(other.state()).toBe("sounding");
    expect(other.heard).toHaveLength(1);
  });

  it("one that is held back does not keep the others silent", () => {
    const browser = openBrowser({ holdsSoundBack: true });
    const [blocked, touched] = [browser.openTab(), browser.openTab()];
    blocked.tell([high(1)]);
    touched.tell([high(1)]);
    touched.control.arm();
    expect([blocked.state(), touched.state()]).toEqual(["blocked", "sounding"]);
  });
});

describe("a lost connection", () => {
  it("of the tab that sounds lets another sound at once, and is said where it was lost", () => {
    const { timers, openTab } = openBrowser();
    const [cutOff, live] = [openTab(), openTab()];
    cutOff.control.arm();
    for (const tab of [cutOff, live]) tab.tell([]);
    cutOff.tell([], "lost");
    expect([cutOff.state(), live.state()]).toEqual(["not-live", "armed"]);

    live.tell([high(1)]);
    timers.advance(LOSS_GRACE_MS);
    expect(burstsOf(cutOff.heard)).toEqual([CONNECTION_LOST]);
    expect(burstsOf(live.heard)).toContainEqual(alarmBurst("high"));
    expect(burstsOf(live.heard)).not.toContainEqual(CONNECTION_LOST);

    cutOff.tell([high(1)]);
    expect([cutOff.state(), live.state()]).toEqual(["elsewhere", "sounding"]);
  });

  it("is not said by a tab that made no sounds", () => {
    const { timers, openTab } = openBrowser();
    const [sounding, cutOff] = [openTab(), openTab()];
    sounding.control.arm();
    cutOff.tell([], "lost");
    timers.advance(LOSS_GRACE_MS);
    expect(sounding.state()).toBe("armed");
    expect(cutOff.heard).toEqual([]);
  });

  it("is said once by a tone of its own, and silences what may be old", () => {
    const { timers, openTab } = openBrowser();
    const { control, tell, heard, state } = openTab();
    control.arm();
    tell([high(1)]);
    tell([high(1)], "lost");
    expect(state()).toBe("not-live");
    timers.advance(LOSS_GRACE_MS + 120_000);

    expect(burstsOf(heard).filter((burst) => burst === CONNECTION_LOST)).toHaveLength(1);
    expect(heard.at(-1)?.burst).toBe(CONNECTION_LOST);

    tell([high(1)]);
    expect(state()).toBe("sounding");
    expect(heard.at(-1)?.burst).toEqual(alarmBurst("high"));
  });

  it("that is back within the grace makes no tone", () => {
    const { timers, openTab } = openBrowser();
    const { control, tell, heard } = openTab();
    control.arm();
    tell([], "lost");
    timers.advance(LOSS_GRACE_MS - 1);
    tell([]);
    timers.advance(LOSS_GRACE_MS * 2);
    expect(heard).toEqual([]);
  });

  it("makes no tone while the sound is paused", () => {
    const { timers, openTab } = openBrowser();
    const { control, tell, heard } = openTab();
    control.arm();
    control.pause();
    tell([], "lost");
    timers.advance(LOSS_GRACE_MS);
    expect(heard).toEqual([]);
  });
});
