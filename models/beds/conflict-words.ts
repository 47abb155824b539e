import type { BedConflict } from "../realtime/bed-board";

interface Told {
  /** Such as "4A-07". */
  bed: string;
  /** Who was first. */
  who: string;
}

const WORDS: Readonly<Record<BedConflict["reason"], (told: Told) => string>> = {
  changed: ({ bed, who }) =>
    `${who} changed bed ${bed} meanwhile. Look at it as it is now, and do it again if it is still right.`,
  occupied: ({ bed, who }) =>
    `Bed ${bed} is occupied: ${who} was first. Choose another bed, or keep this one once its patient is about to leave.`,
  "not-occupied": ({ bed, who }) =>
    `Nobody lies in bed ${bed}: ${who} changed it last. Nothing is left to do here.`,
  reserved: ({ bed, who }) =>
    `${who} keeps bed ${bed}. Choose another bed, or ask ${who} to release it.`,
  "not-reserved": ({ bed, who }) =>
    `Bed ${bed} is not kept any more: ${who} changed it last. Nothing is left to do here.`,
  "not-clean": ({ bed, who }) =>
    `Bed ${bed} is not clean yet: ${who} changed it last. Choose another bed, or say that it is clean.`,
  clean: ({ bed, who }) =>
    `Bed ${bed} is clean already: ${who} changed it last. Nothing is left to do here.`,
  blocked: ({ bed, who }) =>
    `${who} blocked bed ${bed}. Choose another bed, or unblock it when the reason is gone.`,
  "not-blocked": ({ bed, who }) =>
    `Bed ${bed} is not blocked any more: ${who} changed it last. Nothing is left to do here.`,
  "discharge-pending": ({ bed, who }) =>
    `${who} said already that the patient of bed ${bed} is about to leave. Nothing is left to do here.`,
  "not-discharge-pending": ({ bed, who }) =>
    `No discharge is pending of bed ${bed}: ${who} changed it last. Nothing is left to do here.`,
  "already-there": ({ bed }) =>
    `The patient lies in bed ${bed} already. Nothing is left to do here.`,
  "not-waiting": () =>
    "The patient waits for no bed any more: somebody gave one, took the request back, or the patient has left. Look at the queue again.",
  "already-waiting": ({ who }) => `${who} asked for a bed for this patient already.`,
  "reserved-elsewhere": ({ who }) =>
    `${who} keeps another bed for this patient. Cancel that reservation first, or assign that bed.`,
  "moved-by-feed": () =>
    "The hospital's feed moved the patient meanwhile. Look where the patient is now before doing it again.",
  "not-in-emergency": () =>
    "The patient is in no emergency unit any more, so there is no boarding. Move the patient from bed to bed instead.",
  "too-long": () =>
    "A bed is kept for 72 hours at most. Choose an earlier end, and keep it again if it is still needed then.",
  past: () => "The end lies in the past. Choose a later one.",
};

/** What happened and what to do now, in words for whoever came second. Names staff, and never a patient. */
export const conflictWords = (
  reason: BedConflict["reason"],
  { bed, by }: { bed: string | null; by: string | null },
): string => WORDS[reason]({ bed: bed ?? "asked for", who: by ?? "The hospital's feed" });
