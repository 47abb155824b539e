import type { SickCallConflict } from "../realtime/sick-calls";

const WORDS: Readonly<Record<SickCallConflict["reason"], string>> = {
  "days-over": "These days are over, so nothing was stored. Choose days from today on.",
  "already-reported":
    "They are reported already for some of these days. Look at the open shifts; to change the days, end that call and report again.",
  "roster-elsewhere":
    "They have shifts on a roster of another unit, which you may not change, so nothing was stored. Ask the charge nurse of that unit or a scheduler to report it.",
  "shift-settled":
    "The shift is not open any more: somebody has taken it, it was closed, or it has begun. Look at who has it now.",
  "offer-over":
    "The offer is over: it was answered, taken back, or not answered in time. If the shift is still open, it can be offered again.",
  "rules-broken":
    "A rule that must hold would be broken by now, so the shift was not given. Choose somebody else.",
  "roster-changed": "The roster was changed meanwhile. Look at it and try again.",
  "nobody-to-ask":
    "None of them may take the shift and has an account to be asked on. Telephone, and assign it.",
  "no-repair":
    "This repair is not known any more: many others were looked for since, or the server was started again. Nothing was changed. Look for repairs again.",
};

/** Of a call that left no shift open: what it is good for all the same. */
export const NOTHING_TO_FILL =
  "No published shift of theirs on these days is still to begin, so there is nothing to fill. That they are away is stored: drafts and later rosters know of it.";

/** What happened and what to do now. */
export const sickCallConflictWords = (reason: SickCallConflict["reason"]): string => WORDS[reason];
