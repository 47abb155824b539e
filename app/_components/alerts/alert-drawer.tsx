"use client";

import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import Link from "next/link";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { AlertId } from "#models/shared/ids";
import { DegradedBanner } from "../live/degraded-banner";
import { moveFocus } from "../live/use-board-keys";
import { useAreMyAlertsKnown, useMyAlerts } from "../live/use-my-alerts";
import classes from "./alert-drawer.module.css";
import { AlertKeys } from "./alert-keys";
import { DrawerRow } from "./drawer-row";

const ROWS = "[data-drawer-alert]";

interface Props {
  isOpen: boolean;
  /** The alert to begin at. */
  from: AlertId | undefined;
  close: () => void;
}

/** All open alerts of this person's units over whatever page is open; from below under a thumb. */
export function AlertDrawer({ isOpen, from, close }: Readonly<Props>) {
  const isNarrow = useMediaQuery("(max-width: 36em)") ?? false;
  const [isAsking, setAsking] = useState(false);

  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      // Escape takes back the question of a row first.
      closeOnEscape={!isAsking}
      position={isNarrow ? "bottom" : "right"}
      size={isNarrow ? "82%" : 540}
      title="Open alerts"
      classNames={{
        body: classes.body ?? "",
        title: classes.title ?? "",
        close: classes.close ?? "",
      }}
    >
      <DegradedBanner />
      <DrawerContent from={from} close={close} setAsking={setAsking} />
    </Drawer>
  );
}

function DrawerContent({
  from,
  close,
  setAsking,
}: Readonly<Pick<Props, "from" | "close"> & { setAsking: (isAsking: boolean) => void }>) {
  const alerts = useMyAlerts();
  const isKnown = useAreMyAlertsKnown();

  const actions: Readonly<Record<string, () => void>> = {
    j: () => moveFocus(ROWS, 1),
    k: () => moveFocus(ROWS, -1),
    ArrowDown: () => moveFocus(ROWS, 1),
    ArrowUp: () => moveFocus(ROWS, -1),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actions[event.key];
    // What is typed in a menu or dialogue of a row comes by here as well.
    const isInList = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (!act || !isInList || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  // What was resolved has left the list and taken the focus along: without one the keys are dead.
  useEffect(() => {
    if (document.activeElement === document.body) moveFocus(ROWS, 1);
  }, [alerts]);
  const startsAt = from ?? alerts.at(0)?.alertId;

  return (
    // The keys belong to the whole list; what can be pressed in it are its links and buttons.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes.content} onKeyDown={onKeyDown}>
      {alerts.length === 0 ? (
        <p className={classes.empty}>
          {isKnown ? "No open alerts in your units" : "The alerts are not known yet."}
        </p>
      ) : (
        <>
          {!isKnown && <p className={classes.partial}>Not all units are known yet.</p>}
          <ul className={classes.list} aria-label="Open alerts">
            {alerts.map((alert) => (
              <DrawerRow
                key={alert.alertId}
                alert={alert}
                isFirst={alert.alertId === startsAt}
                leave={close}
                setAsking={setAsking}
              />
            ))}
          </ul>
        </>
      )}
      <p className={classes.foot}>
        <Link href="/alerts" className={classes.all} onClick={close}>
          All alerts of the last 24 hours
        </Link>
        <span className={classes.keys}>
          <AlertKeys />
        </span>
      </p>
    </div>
  );
}
