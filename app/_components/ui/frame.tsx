"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { HospitalTimeProvider } from "./hospital-time";
import { cssVariables, theme } from "./theme";

/** What every page stands in: theme, the hospital's clock, notices. A theme holds functions, so this is a client's. */
export function Frame({ timeZone, children }: Readonly<{ timeZone: string; children: ReactNode }>) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <HospitalTimeProvider timeZone={timeZone}>{children}</HospitalTimeProvider>
      <Notifications position="bottom-right" limit={3} />
    </MantineProvider>
  );
}
