import { alarmBurst, CONNECTION_LOST } from "#models/alerts/alarm-sound";
import { AlertPriority } from "#models/alerts/alert";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { AlertOnWire } from "../live/alert-ledger";
import { type AlarmPlayer, createAlarmPlayer, type Timers } from "./alarm-player";
import { audibleAlarm, highAttention } from "./attention";
import { type PreferenceStore, SILENT, type SoundPreferences } from "./sound-preferences";
import { breaksThrough, isPaused, soundState, type SoundState } from "./sound-state";
import type { Leadership } from "./tab-leadership";
import type { AudioDevice } from "./web-audio-device";

export const PAUSE_MS = 2 * MS_PER_MINUTE;
/** A server that is started again is back within this time; it is no loss to sound. */
export const LOSS_GRACE_MS = 5 * MS_PER_SECOND;

export interface SoundView {
  state: SoundState;
  volume: number;
  isMelodic: boolean;
  /** While it is paused. */
  pauseSecondsLeft: number | undefined;
}

/** What the alarm rests on. */
export interface SoundInput {
  alerts: readonly AlertOnWire[];
  link: "connecting" | "live" | "lost";
}

export interface SoundControl {
  view: () => SoundView;
  subscribe: (listener: () => void) => () => void;
  /** Takes up what this browser has chosen before; the answer falls silent. */
  open: () => () => void;
  update: (input: SoundInput) => void;
  /** Looks at the clock: a tab in the background is not told of the time in time. */
  wake: () => void;
  /** Somebody has touched the page, which is when a browser lets sound through. */
  touched: () => void;
  arm: () => void;
  disarm: () => void;
  /** Every priority once. */
  test: () => void;
  pause: () => void;
  resume: () => void;
  setVolume: (volume: number) => void;
  setMelodic: (isMelodic: boolean) => void;
}

interface Ports {
  openDevice: (onChange: () => void) => AudioDevice | undefined;
  timers: Timers;
  /** Epoch milliseconds. */
  now: () => number;
  preferences: PreferenceStore;
  leadership: Leadership;
}

/** What everything hangs on before the browser has spoken, as the server draws it. */
export const SILENT_VIEW: SoundView = {
  state: "off",
  volume: SILENT.volume,
  isMelodic: SILENT.isMelodic,
  pauseSecondsLeft: undefined,
};

/** Its time is up, or something asks that was not heard when it began. */
const isPauseOver = (preferences: SoundPreferences, { alerts }: SoundInput, now: number): boolean =>
  !isPaused(preferences, now) || breaksThrough(preferences, highAttention(alerts));

const isSameView = (a: SoundView, b: SoundView): boolean =>
  a.state === b.state &&
  a.volume === b.volume &&
  a.isMelodic === b.isMelodic &&
  a.pauseSecondsLeft === b.pauseSecondsLeft;

/** The sound of one tab: off until somebody arms it, in one tab of a browser, and never of old news. */
export function createSoundControl(ports: Ports): SoundControl {
  const listeners = new Set<() => void>();
  let view = SILENT_VIEW;
  let preferences = SILENT;
  let input: SoundInput = { alerts: [], link: "connecting" };
  let speaker: { device: AudioDevice; player: AlarmPlayer } | undefined;
  let candidacy: { isLeader: boolean; withdraw: () => void } | undefined;
  let loss: { isSaid: boolean; wasLeading: boolean; callOff: () => void } | undefined;
  let callOffTick = () => {};

  const save = (changed: Partial<SoundPreferences>) => {
    preferences = { ...preferences, ...changed };
    settle();
    ports.preferences.save(preferences);
  };

  /** The one place that decides: from what is chosen and known to what is heard and shown. */
  const settle = () => {
    const now = ports.now();
    if (preferences.pause && isPauseOver(preferences, input, now)) {
      preferences = { ...preferences, pause: undefined };
      ports.preferences.save(preferences);
    }
    holdSpeaker();
    stand();
    const alarm = audibleAlarm(input.alerts, preferences);
    const state = soundState({
      preferences,
      isRunning: preferences.isArmed ? speaker?.device.isRunning() : false,
      isLive: input.link === "live",
      isLeader: candidacy?.isLeader ?? false,
      hasAlarm: alarm !== undefined,
      now,
    });
    speaker?.player.setVolume(preferences.volume);
    speaker?.player.sound(isHeard(state) ? alarm : undefined);
    show(state, now);
  };

  /** What was known when the connection went is heard until the loss itself is said. */
  const isHeard = (state: SoundState): boolean =>
    state === "sounding" || (loss?.isSaid === false && speaksOfLoss(state));

  /** The tab that made the sounds says that it has fallen silent, whoever makes them now. */
  const speaksOfLoss = (state: SoundState): boolean =>
    state === "not-live" && loss?.wasLeading === true && !isPaused(preferences, ports.now());

  const holdSpeaker = () => {
    if (preferences.isArmed && !speaker) {
      const device = ports.openDevice(() => settle());
      if (device)
        speaker = { device, player: createAlarmPlayer({ output: device, timers: ports.timers }) };
    } else if (!preferences.isArmed && speaker) {
      speaker.player.silence();
      speaker.device.close();
      speaker = undefined;
    }
  };

  /** Only a tab that can be heard, and is told of new alerts, may keep the others silent. */
  const stand = () => {
    const canLead = input.link === "live" && (speaker?.device.isRunning() ?? false);
    if (canLead && !candidacy) {
      const own = { isLeader: false, withdraw: () => {} };
      candidacy = own;
      // Told at once, it is part of the decision that is being made.
      let isDeciding = true;
      own.withdraw = ports.leadership.campaign(() => {
        own.isLeader = true;
        if (!isDeciding) settle();
      });
      isDeciding = false;
    } else if (!canLead && candidacy) {
      candidacy.withdraw();
      candidacy = undefined;
    }
  };

  const show = (state: SoundState, now: number) => {
    callOffTick();
    callOffTick = () => {};
    const { pause, volume, isMelodic } = preferences;
    const leftMs = state === "paused" && pause ? pause.until - now : undefined;
    const pauseSecondsLeft = leftMs === undefined ? undefined : Math.ceil(leftMs / MS_PER_SECOND);
    if (leftMs !== undefined)
      callOffTick = ports.timers.after(leftMs % MS_PER_SECOND || MS_PER_SECOND, settle);

    const next = { state, volume, isMelodic, pauseSecondsLeft };
    if (isSameView(view, next)) return;
    view = next;
    for (const listener of [...listeners]) listener();
  };

  const noteLink = (link: SoundInput["link"]) => {
    if (link !== "lost") {
      loss?.callOff();
      loss = undefined;
      return;
    }
    loss ??= {
      isSaid: false,
      wasLeading: candidacy?.isLeader ?? false,
      callOff: ports.timers.after(LOSS_GRACE_MS, () => sayLoss()),
    };
  };

  const sayLoss = () => {
    if (loss) loss.isSaid = true;
    settle();
    if (speaksOfLoss(view.state))
      speaker?.player.playOnce([{ burst: CONNECTION_LOST, priority: "low" }]);
  };

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () => {
      preferences = ports.preferences.load();
      settle();
      const stopListening = ports.preferences.onChange(() => {
        preferences = ports.preferences.load();
        settle();
      });
      return () => {
        stopListening();
        callOffTick();
        loss?.callOff();
        speaker?.player.silence();
        speaker?.device.close();
        candidacy?.withdraw();
        speaker = candidacy = loss = undefined;
      };
    },
    update: (changed) => {
      input = changed;
      noteLink(changed.link);
      settle();
    },
    wake: () => {
      if (preferences.pause) settle();
    },
    touched: () => {
      if (speaker && !speaker.device.isRunning()) speaker.device.resume();
    },
    arm: () => {
      save({ isArmed: true, pause: undefined });
      speaker?.device.resume();
    },
    disarm: () => save({ isArmed: false, pause: undefined }),
    test: () =>
      speaker?.player.playOnce(
        AlertPriority.options.map((priority) => ({ burst: alarmBurst(priority), priority })),
      ),
    pause: () => {
      speaker?.player.silence();
      save({ pause: { until: ports.now() + PAUSE_MS, heard: highAttention(input.alerts) } });
    },
    resume: () => save({ pause: undefined }),
    setVolume: (volume) => save({ volume }),
    setMelodic: (isMelodic) => save({ isMelodic }),
  };
}
