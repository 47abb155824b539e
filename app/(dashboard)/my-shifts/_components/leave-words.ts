import type { LeaveKind, LeaveState } from "#models/rostering/leave";

export const LEAVE_KINDS: Readonly<Record<LeaveKind, string>> = {
  "annual-leave": "Annual leave",
  study: "Study",
  parental: "Parental leave",
  other: "Other",
};

export const LEAVE_STATES: Readonly<Record<LeaveState, string>> = {
  applied: "Waits for the scheduler",
  approved: "Approved",
  declined: "Declined",
  withdrawn: "Taken back",
};
