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
  /** Of somebody who watches units; others are told of emergency access alone. */
  alerts: Omit<AlertCentreProps, "children"> | undefined;
  children: ReactNode;
}

/** Around every page of somebody whom the server tells of what happens: the connection, and what every such page says aloud. */
export function LiveFrame({ units, renderedAt, alerts, children }: Readonly<Props>) {
  return (
    <LiveProvider units={units} renderedAt={renderedAt}>
      {alerts ? <AlertCentre {...alerts}>{children}</AlertCentre> : children}
      <AccessRefresh />
      {alerts && <AlertAnnouncer />}
      <SessionEndRedirect />
    </LiveProvider>
  );
}
