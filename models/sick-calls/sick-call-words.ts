import type { SickCallConflict } from "../realtime/sick-calls";

const WORDS: Readonly<Record<SickCallConflict["reason"], string>> = {
  "nothing-to-open":
    "No published shift of theirs on these days is still to begin, so nothing is open. Choose other days.",
  "already-reported": "They are reported already for some of these days. Look at the open shifts.",
  "shift-settled": "Somebody was first: the shift is not open any more.",
  "offer-over": "The offer is over.",
  "rules-broken":
    "A rule that must hold would be broken by now, so the shift was not given. Choose somebody else.",
  "roster-changed": "The roster was changed meanwhile. Look at it and try again.",
  "nobody-to-ask":
    "None of them may take the shift and has an account to be asked on. Telephone, and assign it.",
  "no-repair": "This repair is not there any more. Look for repairs again.",
};

/** What happened and what to do now. */
export const sickCallConflictWords = (reason: SickCallConflict["reason"]): string => WORDS[reason];
