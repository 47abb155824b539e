import { alarmBurst, type Burst, loudness, repeatMs } from "#models/alerts/alarm-sound";
import type { AlertPriority } from "#models/alerts/alert";
import { isWorse } from "#models/alerts/priority";
import type { Alarm } from "./attention";

export interface ToneOutput {
  /** Begins now, at a share of full volume; the answer cuts it off at once. */
  play: (burst: Burst, volume: number) => () => void;
}

export interface Timers {
  /** The answer calls it off. */
  after: (delayMs: number, run: () => void) => () => void;
}

export interface AlarmPlayer {
  /** The alarm to repeat from now on, or silence at once. */
  sound: (alarm: Alarm | undefined) => void;
  /** Once, one after the other, while no alarm needs the loudspeaker. */
  playOnce: (bursts: readonly { burst: Burst; priority: AlertPriority }[]) => void;
  /** Nothing more, a sample neither. */
  silence: () => void;
  setVolume: (volume: number) => void;
}

const BETWEEN_SAMPLES_MS = 900;

/** One voice: whatever begins has cut off what was heard before. */
export function createAlarmPlayer({
  output,
  timers,
}: {
  output: ToneOutput;
  timers: Timers;
}): AlarmPlayer {
  let volume = 1;
  let current: Alarm | undefined;
  let cutOff = () => {};

  const play = (burst: Burst, priority: AlertPriority, then: () => void, pauseMs: number) => {
    const cut = output.play(burst, loudness(priority, volume));
    const callOff = timers.after(burst.durationMs + pauseMs, then);
    cutOff = () => {
      cut();
      callOff();
    };
  };

  const repeat = ({ priority, melody }: Alarm) => {
    const again = () => repeat({ priority, melody });
    play(alarmBurst(priority, melody), priority, again, repeatMs(priority));
  };

  const stop = () => {
    cutOff();
    cutOff = () => {};
  };

  return {
    sound: (alarm) => {
      if (isSame(alarm, current)) return;
      const before = current;
      current = alarm;
      // Of nothing before it may be a sample that is being played: an alarm comes first.
      if (before ?? alarm) stop();
      if (!alarm) return;
      if (before && isWorse(alarm.priority, before.priority))
        // Somebody has just answered the worse one: the rest may take a breath.
        cutOff = timers.after(repeatMs(alarm.priority), () => repeat(alarm));
      else repeat(alarm);
    },
    playOnce: (bursts) => {
      if (current) return;
      stop();
      const next = (rest: typeof bursts) => {
        const [first, ...later] = rest;
        if (!first) return;
        play(first.burst, first.priority, () => next(later), BETWEEN_SAMPLES_MS);
      };
      next(bursts);
    },
    silence: () => {
      current = undefined;
      stop();
    },
    setVolume: (share) => {
      volume = share;
    },
  };
}

const isSame = (a: Alarm | undefined, b: Alarm | undefined): boolean =>
  a?.priority === b?.priority && a?.melody === b?.melody;
