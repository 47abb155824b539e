"use client";

import type { OpenShiftOnWire } from "#models/realtime/sick-calls";
import type { MarginalCost } from "#models/rostering/candidates";
import type { OpenShiftState, ShiftOfferState } from "#models/sick-calls/sick-call";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import type { StatusTone } from "@/_components/ui/status-label";

type Words = Readonly<{ tone: StatusTone; words: string }>;

export const SHIFT_STATES: Readonly<Record<OpenShiftState, Words>> = {
  open: { tone: "failed", words: "Open" },
  filled: { tone: "well", words: "Filled" },
  closed: { tone: "off", words: "Left open" },
  returned: { tone: "well", words: "They come after all" },
};

export const OFFER_STATES: Readonly<Record<ShiftOfferState, Words>> = {
  offered: { tone: "due", words: "Asked" },
  accepted: { tone: "well", words: "Takes it" },
  declined: { tone: "off", words: "Declined" },
  late: { tone: "off", words: "Somebody was first" },
  withdrawn: { tone: "off", words: "Taken back" },
  expired: { tone: "off", words: "Did not answer" },
};

export const PAID_AS: Readonly<Record<MarginalCost["paidAs"], string>> = {
  contract: "within contract hours",
  overtime: "overtime",
  bank: "bank",
  agency: "agency",
};

/** "Mon 30 Nov, Long day 07:00–19:00, ICU" */
export function useOpenShiftWords(): (shift: OpenShiftOnWire) => string {
  const time = useHospitalTime();
  return ({ startsAt, endsAt, shiftName, unitName }) =>
    `${time.day(startsAt)}, ${shiftName} ${time.clock(startsAt)}–${time.clock(endsAt)}, ${unitName}`;
}
