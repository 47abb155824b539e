"use client";

import type { NamedShift } from "#models/realtime/my-shifts";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { dayInWords } from "./date-words";

/** "Sat 21 Nov, Long day 07:00–19:00, ICU" */
export function useShiftWords(): (shift: NamedShift) => string {
  const time = useHospitalTime();
  return ({ on, name, startsAt, endsAt, unitCode }) =>
    `${dayInWords(on)}, ${name} ${time.clock(startsAt)}–${time.clock(endsAt)}, ${unitCode}`;
}
