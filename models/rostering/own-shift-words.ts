import type { LeaveRefusal } from "./leave";
import type { PlacementRefusal } from "./self-rostering";
import type { SwapRefusal } from "./swap";
import type { WishRefusal } from "./wish";

/** Why something about one's own work was not done. */
export type OwnRefusal =
  | `wish:${WishRefusal | "gone"}`
  | `leave:${LeaveRefusal | "gone"}`
  | `place:${PlacementRefusal}`
  | `swap:${SwapRefusal | "rules" | "own-rules" | "nobody" | "coverage" | "changed" | "begun" | "offered" | "locked"}`
  | "policy:changed"
  | "window:changed"
  | "no-person";

const WORDS: Readonly<Record<OwnRefusal, string>> = {
  "no-person": "Your account is nobody on rosters. Ask the scheduler to add you to the staff.",
  "policy:changed":
    "Somebody else has changed the policy meanwhile. Look at it and change it again.",
  "window:changed":
    "Somebody else has set this window meanwhile: yours was not stored. Look at it and set it again.",
  "wish:published": "This roster is published. Offer the shift as a swap instead.",
  "wish:outside": "That day is not in this roster. Choose another.",
  "wish:day-taken": "You have a wish for that day. Take it back first.",
  "wish:budget-spent":
    "Your points for this roster do not reach. Take a wish back, or give this one fewer points.",
  "wish:gone": "That wish is not there any more.",
  "leave:past": "Leave begins today at the earliest. Choose another first day.",
  "leave:overlaps": "You have leave on one of those days, or have applied for it.",
  "leave:balance-spent": "Your leave of the year does not reach. Choose fewer days.",
  "leave:gone": "It has been decided, or was taken back.",
  "place:before": "The window has not opened yet.",
  "place:closed": "The window has closed. The planner sees what was placed.",
  "place:published": "This roster is published. Offer the shift as a swap instead.",
  "place:no-demand": "Nobody is needed there. Choose another shift.",
  "place:full": "Others were first: the shift is full. Choose another.",
  "place:day-taken": "You have a shift on that day already. Leave it first.",
  "place:kept":
    "What is left is for people with a skill that you do not have. Choose another shift.",
  "place:rules": "A rule that must hold would be broken. Choose another shift.",
  "swap:taken": "Somebody else was first and has taken it.",
  "swap:over": "It is over: it was taken back, declined, or carried out.",
  "swap:expired": "It has expired.",
  "swap:not-offered": "It is not offered to you.",
  "swap:not-accepted": "Nobody has taken it yet.",
  "swap:rules": "It can no longer be done: a rule of one of you would be broken by now.",
  "swap:nobody":
    "Nobody with an account could take it without breaking a rule. Ask your charge nurse.",
  "swap:own-rules": "A rule that must hold for you would be broken.",
  "swap:coverage": "The shift would have too few, or too few who can do what it needs.",
  "swap:changed": "The roster has changed meanwhile. Look at the shift again.",
  "swap:begun": "That shift has begun. Only shifts to come can be swapped.",
  "swap:locked": "This roster is locked: what was worked is not swapped any more.",
  "swap:offered": "That shift is offered already.",
};

/** What happened, and what to do now. */
export const ownRefusalWords = (refusal: OwnRefusal): string => WORDS[refusal];
