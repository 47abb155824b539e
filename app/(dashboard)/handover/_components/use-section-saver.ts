"use client";

import { useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { EncounterId, UnitId } from "#models/shared/ids";
import { saveSection } from "../actions";
import { OpenSaversContext } from "./open-savers";
import { SectionSaver, type ShownSection } from "./section-saver";

export interface Place {
  unitId: UnitId;
  from: string;
  to: string;
}

/** Keeps one section saved for as long as it is on the page; what is still unsaved then is tried once more. */
export function useSectionSaver(place: Place, encounterId: EncounterId, shown: ShownSection) {
  const open = useContext(OpenSaversContext);
  const [saver] = useState(
    () =>
      new SectionSaver(shown, (text, version) =>
        saveSection({ ...place, encounterId, section: shown.section, text, version }),
      ),
  );
  useEffect(() => saver.offer(shown), [saver, shown]);
  useEffect(() => {
    const remove = open?.add(saver);
    return () => {
      remove?.();
      void saver.flush();
    };
  }, [open, saver]);
  return { saver, state: useSyncExternalStore(saver.subscribe, saver.snapshot, saver.snapshot) };
}
