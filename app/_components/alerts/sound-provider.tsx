"use client";

import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { useLive } from "../live/live-provider";
import type { Connection } from "../live/live-state";
import { useConnection } from "../live/use-live";
import { useMyAlerts } from "../live/use-my-alerts";
import {
  createSoundControl,
  SILENT_VIEW,
  type SoundControl,
  type SoundInput,
  type SoundView,
} from "./sound-control";
import { browserPreferences } from "./sound-preferences";
import { browserLocks, tabLeadership } from "./tab-leadership";
import { openAudioDevice } from "./web-audio-device";

const SoundContext = createContext<SoundControl | undefined>(undefined);

const LINKS: Readonly<Record<Connection["state"], SoundInput["link"]>> = {
  connecting: "connecting",
  live: "live",
  reconnecting: "lost",
  // The page is being left: nobody has to be told by a tone.
  ended: "connecting",
};

/** A finger counts as a touch of the page when it is lifted, a mouse when it is pressed. */
const TOUCHES = ["pointerdown", "pointerup", "keydown"] as const;

/** The sound of this tab, kept up with the alerts of this person's units. */
export function SoundProvider({ children }: Readonly<{ children: ReactNode }>) {
  const [control] = useState(openSound);
  const { store, units } = useLive();
  const alerts = useMyAlerts();
  const { state } = useConnection();

  useEffect(() => control.open(), [control]);
  useEffect(() => control.update({ alerts, link: LINKS[state] }), [control, alerts, state]);

  // Messages come in time also where a browser slows the clock of a tab in the background.
  useEffect(() => {
    const stops = units.map(({ unitId }) => store.subscribe(`unit:${unitId}`, control.wake));
    return () => stops.forEach((stop) => stop());
  }, [store, units, control]);

  useEffect(() => {
    for (const touch of TOUCHES) window.addEventListener(touch, control.touched, true);
    return () => {
      for (const touch of TOUCHES) window.removeEventListener(touch, control.touched, true);
    };
  }, [control]);

  return <SoundContext value={control}>{children}</SoundContext>;
}

const openSound = (): SoundControl =>
  createSoundControl({
    openDevice: openAudioDevice,
    timers: {
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    now: () => Date.now(),
    preferences: browserPreferences(),
    leadership: tabLeadership("wardcast-sound", browserLocks()),
  });

export function useSound(): { control: SoundControl; view: SoundView } {
  const control = use(SoundContext);
  if (!control) throw new Error("useSound needs a SoundProvider above it");
  const view = useSyncExternalStore(control.subscribe, control.view, () => SILENT_VIEW);
  return { control, view };
}
