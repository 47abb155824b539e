import "./tones.css";

import type { ReactNode } from "react";
import { AlertCentre, type AlertCentreProps } from "../alerts/alert-centre";
import { AccessRefresh } from "./access-refresh";
import { AlertAnnouncer } from "./alert-announcer";
import { LiveProvider, type WatchedUnit } from "./live-provider";
import { SessionEndRedirect } from "./session-end-redirect";

interface Props {
  units: readonly WatchedUnit[];
  renderedAt: number;
  alerts: Omit<AlertCentreProps, "children">;
  children: ReactNode;
}

/** Around every page of somebody who may watch units: the connection, and what every such page says aloud. */
export function LiveFrame({ units, renderedAt, alerts, children }: Readonly<Props>) {
  return (
    <LiveProvider units={units} renderedAt={renderedAt}>
      <AlertCentre {...alerts}>{children}</AlertCentre>
      <AccessRefresh />
      <AlertAnnouncer />
      <SessionEndRedirect />
    </LiveProvider>
  );
}
