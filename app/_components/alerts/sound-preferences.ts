import { z } from "zod";

export const QUIETEST = 0.1;

/** How this browser sounds, for all its tabs. */
export const SoundPreferences = z.object({
  isArmed: z.boolean().catch(false),
  /** Share of full volume. */
  volume: z.number().min(QUIETEST).max(1).catch(0.8),
  /** Whether a single sign sounds with the melody of its organ. */
  isMelodic: z.boolean().catch(false),
  /** Silence until this instant of the browser's clock (epoch milliseconds), unless something is worse than what was heard. */
  pause: z
    .object({ until: z.number(), heard: z.array(z.string()).max(1_000) })
    .optional()
    .catch(undefined),
});
export type SoundPreferences = z.infer<typeof SoundPreferences>;

export const SILENT: SoundPreferences = SoundPreferences.parse({});

export interface PreferenceStore {
  load: () => SoundPreferences;
  save: (preferences: SoundPreferences) => void;
  /** Calls back when another tab has saved; the answer stops it. */
  onChange: (hear: () => void) => () => void;
}

const KEY = "wardcast-sound";

/** Local storage rather than a cookie: the server never needs it, and the other tabs hear of a change. */
export function browserPreferences(): PreferenceStore {
  // Where a browser keeps nothing, what was chosen holds as long as the tab.
  let kept = SILENT;
  return {
    load: () => {
      try {
        const text = localStorage.getItem(KEY);
        return text === null ? kept : SoundPreferences.parse(JSON.parse(text));
      } catch {
        return kept; // forbidden, or unreadable: a preference is never a reason to fail
      }
    },
    save: (preferences) => {
      kept = preferences;
      try {
        localStorage.setItem(KEY, JSON.stringify(preferences));
      } catch {
        // Private windows of some browsers: kept above.
      }
    },
    onChange: (hear) => {
      const listener = ({ key }: StorageEvent) => {
        if (key === KEY || key === null) hear();
      };
      window.addEventListener("storage", listener);
      return () => window.removeEventListener("storage", listener);
    },
  };
}
