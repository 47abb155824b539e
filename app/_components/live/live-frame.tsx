import "./tones.css";

import type { ReactNode } from "react";
import { AccessRefresh } from "./access-refresh";
import { AlertAnnouncer } from "./alert-announcer";
import { LiveProvider, type WatchedUnit } from "./live-provider";
import { SessionEndRedirect } from "./session-end-redirect";

/** Around every page of somebody who may watch units: the connection, and what every such page says aloud. */
export function LiveFrame({
  units,
  renderedAt,
  children,
}: Readonly<{ units: readonly WatchedUnit[]; renderedAt: number; children: ReactNode }>) {
  return (
    <LiveProvider units={units} renderedAt={renderedAt}>
      {children}
      <AccessRefresh />
      <AlertAnnouncer />
      <SessionEndRedirect />
    </LiveProvider>
  );
}
