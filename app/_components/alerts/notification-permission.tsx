"use client";

import { Button } from "@mantine/core";
import { useState, useSyncExternalStore } from "react";
import classes from "./sound-panel.module.css";

type Permission = globalThis.NotificationPermission | "unsupported";

const WORDS: Readonly<Record<Permission, string>> = {
  default:
    "While this page is in the background, the browser can show each new alert by priority, bed and reason, never by name.",
  granted: "While this page is in the background, the browser shows each new alert, never a name.",
  denied:
    "Refused in this browser. To change that, open the settings of this site beside its address, allow notifications and load the page again.",
  unsupported:
    "This browser has none for pages like this one. They need a browser on a desk and an encrypted connection.",
};

/** Asks the browser to be allowed to show alerts; only a press of a button may ask. */
export function NotificationPermission() {
  const current = useSyncExternalStore(never, currentPermission, (): Permission => "default");
  const [answer, setAnswer] = useState<Permission>();
  const permission = answer ?? current;

  return (
    <section className={classes.notifications} aria-labelledby="browser-notifications">
      <h3 id="browser-notifications" className={classes.title}>
        Notifications of the browser
      </h3>
      <p>{WORDS[permission]}</p>
      {permission === "default" && (
        <Button
          variant="default"
          size="sm"
          onClick={() => void Notification.requestPermission().then(setAnswer)}
        >
          Allow notifications
        </Button>
      )}
    </section>
  );
}

const never = () => () => {};

const currentPermission = (): Permission =>
  typeof Notification === "undefined" ? "unsupported" : Notification.permission;
