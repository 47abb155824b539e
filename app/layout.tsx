import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./globals.css";

import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Frame } from "./_components/ui/frame";
import { hospitalTime } from "./_lib/hospital-time";
import { NONCE_HEADER } from "./_lib/request-headers";

export const metadata: Metadata = {
  title: { default: "Wardcast", template: "%s · Wardcast" },
  description: "A control tower for a hospital.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  // What a browser paints before the styles arrive: not white in a dark room.
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#151a23" },
  ],
};

export default async function RootLayout({ children }: Readonly<{ children: ReactNode }>) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;

  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" {...(nonce ? { nonce } : {})} />
      </head>
      <body>
        <Frame timeZone={hospitalTime().timeZone} nonce={nonce}>
          {children}
        </Frame>
      </body>
    </html>
  );
}
