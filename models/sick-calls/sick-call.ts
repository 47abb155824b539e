import { z } from "zod";

export const SickCallId = z.uuid().brand<"SickCallId">();
export type SickCallId = z.infer<typeof SickCallId>;

export const OpenShiftId = z.uuid().brand<"OpenShiftId">();
export type OpenShiftId = z.infer<typeof OpenShiftId>;

export const ShiftOfferId = z.uuid().brand<"ShiftOfferId">();
export type ShiftOfferId = z.infer<typeof ShiftOfferId>;

/** Of the repairs that one look has found: they are carried out as they were seen. */
export const RepairsId = z.uuid().brand<"RepairsId">();
export type RepairsId = z.infer<typeof RepairsId>;

/**
 * Of a shift that somebody left. Closed: whoever runs the unit decided to do without; returned: the person
 * comes after all.
 */
export const OPEN_SHIFT_STATES = ["open", "filled", "closed", "returned"] as const;
export type OpenShiftState = (typeof OPEN_SHIFT_STATES)[number];

/** Of a question to one person whether they take a shift. `late`: somebody else was first. */
export const SHIFT_OFFER_STATES = [
  "offered",
  "accepted",
  "declined",
  "late",
  "withdrawn",
  "expired",
] as const;
export type ShiftOfferState = (typeof SHIFT_OFFER_STATES)[number];

/** So many days of sickness at most in one call: what is longer is planned, not repaired. */
export const MOST_SICK_DAYS = 28;

/** So many replacements are shown first; the others on request. */
export const BEST_CANDIDATES = 5;

/** An offer lasts until the shift begins, and no longer than this: somebody else is asked then. */
export const OFFER_HOURS = 12;
