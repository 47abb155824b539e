import type { SoundPreferences } from "./sound-preferences";

/** What a person must know of this tab's sound. `paused` and `off` are the standard's audio paused and audio off. */
export type SoundState =
  "off" | "unsupported" | "not-live" | "blocked" | "paused" | "elsewhere" | "armed" | "sounding";

export interface SoundSituation {
  preferences: SoundPreferences;
  /** Undefined where the browser has no Web Audio. */
  isRunning: boolean | undefined;
  isLive: boolean;
  isLeader: boolean;
  hasAlarm: boolean;
  /** Epoch milliseconds on the browser's clock. */
  now: number;
}

/** The first reason not to rely on the sound is the one to show. */
export function soundState(situation: SoundSituation): SoundState {
  const { preferences, isRunning } = situation;
  if (!preferences.isArmed) return "off";
  if (isRunning === undefined) return "unsupported";
  if (!isRunning) return "blocked";
  if (!situation.isLive) return "not-live";
  if (isPaused(preferences, situation.now)) return "paused";
  if (!situation.isLeader) return "elsewhere";
  return situation.hasAlarm ? "sounding" : "armed";
}

export const isPaused = ({ pause }: SoundPreferences, now: number): boolean =>
  pause !== undefined && now < pause.until;

/** Whether something asks that was not heard when the sound was paused. */
export const breaksThrough = (
  { pause }: SoundPreferences,
  highAttention: readonly string[],
): boolean => pause !== undefined && highAttention.some((key) => !pause.heard.includes(key));

export const SOUND_WORDS: Readonly<Record<SoundState, { short: string; sentence: string }>> = {
  off: {
    short: "Sound off",
    sentence: "Alerts are silent in this browser until you switch their sound on.",
  },
  unsupported: {
    short: "No sound",
    sentence: "This browser cannot make sounds. Rely on what you see, or use another browser.",
  },
  "not-live": {
    short: "Sound not live",
    sentence: "There is no connection to the server: a new alert would make no sound here.",
  },
  blocked: {
    short: "Sound blocked",
    sentence:
      "The browser holds sound back. Click or press any key on this page to let it through.",
  },
  paused: {
    short: "Sound paused",
    sentence: "Paused by you. A new or worse alert of high priority sounds all the same.",
  },
  elsewhere: {
    short: "Sounds in another tab",
    sentence: "Another tab of this browser makes the sounds. When it closes, this one takes over.",
  },
  armed: {
    short: "Sound on",
    sentence: "An alert that nobody has answered will sound here.",
  },
  sounding: {
    short: "Sounding",
    sentence: "It sounds until every alert of this priority is answered.",
  },
};
