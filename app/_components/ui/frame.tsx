"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { setNonce } from "get-nonce";
import { type ReactNode, useState } from "react";
import { HospitalTimeProvider } from "./hospital-time";
import { cssVariables, theme } from "./theme";

interface Props {
  timeZone: string;
  /** Of this answer: styles that scripts add are applied with it alone. */
  nonce: string | undefined;
  children: ReactNode;
}

/** What every page stands in: theme, the hospital's clock, notices. A theme holds functions, so this is a client's. */
export function Frame({ timeZone, nonce, children }: Readonly<Props>) {
  // A page that is refreshed in place is told a new number, but the document keeps the first.
  const [ownNonce] = useState(() => {
    // A dialog keeps the page behind it from scrolling with a style of its own.
    if (nonce && typeof window !== "undefined") setNonce(nonce);
    return nonce;
  });

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(ownNonce && { getStyleNonce: () => ownNonce })}
    >
      <HospitalTimeProvider timeZone={timeZone}>{children}</HospitalTimeProvider>
      <Notifications position="bottom-right" limit={3} />
    </MantineProvider>
  );
}
