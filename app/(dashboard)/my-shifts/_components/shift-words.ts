"use client";

import type { NamedShift } from "#models/realtime/my-shifts";
import { dayInWords } from "#models/shared/date-words";
import { useHospitalTime } from "@/_components/ui/hospital-time";

/** "Sat 21 Nov, Long day 07:00–19:00, ICU" */
export function useShiftWords(): (shift: NamedShift) => string {
  const time = useHospitalTime();
  return ({ on, name, startsAt, endsAt, unitCode }) =>
    `${dayInWords(on)}, ${name} ${time.clock(startsAt)}–${time.clock(endsAt)}, ${unitCode}`;
}
