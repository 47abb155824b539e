import { describe, expect, it } from "vitest";
import { alarmBurst, type Burst, CONNECTION_LOST, repeatMs } from "#models/alerts/alarm-sound";
import type { AlertPriority } from "#models/alerts/alert";
import { createAlarmPlayer } from "./alarm-player";
import type { Alarm } from "./attention";
import { fakeTimers } from "./testing/fake-timers";

const alarm = (priority: AlertPriority): Alarm => ({ priority, melody: "general" });

interface Played {
  burst: Burst;
  volume: number;
  from: number;
  until: number;
}

/** A loudspeaker that writes down what was heard, and when. */
function openPlayer() {
  const timers = fakeTimers();
  const heard: Played[] = [];
  const player = createAlarmPlayer({
    timers,
    output: {
      play: (burst, volume) => {
        const from = timers.now();
        const played = { burst, volume, from, until: from + burst.durationMs };
        heard.push(played);
        return () => {
          played.until = Math.min(played.until, timers.now());
        };
      },
    },
  });
  return { player, timers, heard };
}

describe("an alarm", () => {
  it.each(["high", "medium", "low"] as const)(
    "of %s priority repeats at its interval until it is silenced",
    (priority) => {
      const { player, timers, heard } = openPlayer();
      const period = alarmBurst(priority).durationMs + repeatMs(priority);

      player.sound(alarm(priority));
      timers.advance(3 * period + 1);
      expect(heard.map(({ from }) => from)).toEqual([0, period, 2 * period, 3 * period]);

      player.sound(undefined);
      timers.advance(3 * period);
      expect(heard).toHaveLength(4);
      expect(heard.at(-1)?.until).toBe(3 * period + 1);
    },
  );

  it("goes on undisturbed when it is asked for again", () => {
    const { player, timers, heard } = openPlayer();
    player.sound(alarm("high"));
    timers.advance(500);
    player.sound(alarm("high"));
    expect(heard).toHaveLength(1);
    expect(heard[0]?.until).toBe(heard[0]?.burst.durationMs);
  });

  it("gives way at once to a worse one", () => {
    const { player, timers, heard } = openPlayer();
    player.sound(alarm("low"));
    timers.advance(100);
    player.sound(alarm("high"));

    expect(heard.map(({ from, until }) => [from, until])).toEqual([
      [0, 100],
      [100, 100 + alarmBurst("high").durationMs],
    ]);
  });

  it("that is less urgent than the one just answered waits for its interval", () => {
    const { player, timers, heard } = openPlayer();
    player.sound(alarm("high"));
    timers.advance(200);
    player.sound(alarm("medium"));
    timers.advance(repeatMs("medium") - 1);
    expect(heard).toHaveLength(1);
    timers.advance(1);
    expect(heard.at(-1)?.burst).toEqual(alarmBurst("medium"));
  });

  it("never sounds over another, whatever is asked for", () => {
    const { player, timers, heard } = openPlayer();
    const wanted: readonly (AlertPriority | undefined)[] = [
      "low",
      "high",
      "medium",
      undefined,
      "medium",
      "high",
      "low",
    ];
    for (let turn = 0; turn < 60; turn += 1) {
      const priority = wanted[turn % wanted.length];
      player.sound(priority && alarm(priority));
      player.playOnce([{ burst: CONNECTION_LOST, priority: "low" }]);
      timers.advance((turn * 379) % 4_000);
    }
    player.sound(undefined);

    for (const [index, { from }] of heard.entries())
      expect(heard[index - 1]?.until ?? 0).toBeLessThanOrEqual(from);
  });
});

describe("a sample", () => {
  const samples = (["high", "medium"] as const).map((priority) => ({
    burst: alarmBurst(priority),
    priority,
  }));

  it("is played once, one after the other", () => {
    const { player, timers, heard } = openPlayer();
    player.playOnce(samples);
    timers.advance(60_000);
    expect(heard.map(({ burst }) => burst)).toEqual(samples.map(({ burst }) => burst));
  });

  it("is broken off by an alarm, and does not begin during one", () => {
    const { player, timers, heard } = openPlayer();
    player.playOnce(samples);
    timers.advance(10);
    player.sound(alarm("high"));
    player.playOnce(samples);

    expect(heard).toHaveLength(2);
    expect(heard[0]?.until).toBe(10);
  });

  it("ends with everything else when silence is asked for", () => {
    const { player, timers, heard } = openPlayer();
    player.playOnce(samples);
    timers.advance(10);
    player.silence();
    timers.advance(60_000);
    expect(heard.map(({ until }) => until)).toEqual([10]);
  });

  it("is not cut off by the news that there is still no alarm", () => {
    const { player, timers, heard } = openPlayer();
    player.playOnce([{ burst: CONNECTION_LOST, priority: "low" }]);
    timers.advance(10);
    player.sound(undefined);
    expect(heard[0]?.until).toBe(CONNECTION_LOST.durationMs);
  });
});

it("plays at the chosen volume, and high never below its floor", () => {
  const { player, timers, heard } = openPlayer();
  player.setVolume(0.2);
  player.sound(alarm("medium"));
  timers.advance(1);
  player.sound(alarm("high"));
  expect(heard.map(({ volume }) => volume)).toEqual([0.2, 0.5]);
});
