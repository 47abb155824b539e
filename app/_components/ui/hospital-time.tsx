"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { timeFormat, type TimeFormat } from "@/_lib/format-time";

const HospitalTime = createContext<TimeFormat | undefined>(undefined);

export function HospitalTimeProvider({
  timeZone,
  children,
}: Readonly<{ timeZone: string; children: ReactNode }>) {
  const format = useMemo(() => timeFormat(timeZone), [timeZone]);
  return <HospitalTime value={format}>{children}</HospitalTime>;
}

/** The hospital's clock for client components. */
export function useHospitalTime(): TimeFormat {
  const format = useContext(HospitalTime);
  if (!format) throw new Error("useHospitalTime needs the root layout's HospitalTimeProvider");
  return format;
}
