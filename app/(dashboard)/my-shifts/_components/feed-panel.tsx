"use client";

import { Alert, Button, CopyButton, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import type { MyShifts } from "#models/realtime/my-shifts";
import { CALENDAR_PATH } from "#models/rostering/calendar-feed";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { TitledSection } from "@/_components/ui/titled-section";
import part from "./part.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

const ABOUT =
  "A secret link for the calendar of your phone. Whoever has it sees when you work, by the codes of shift and unit alone.";

/** A secret is not printed, nor is what can be done about it. */
const ON_SCREEN = { ...part, section: `${part.section} ${part.onScreen}` };

/** The link to one's shifts: made, shown once, renewed, revoked. */
export function FeedPanel({
  feed,
  work,
}: Readonly<{ feed: MyShifts["feed"]; work: MyShiftsWork }>) {
  const time = useHospitalTime();
  const [link, setLink] = useState<string>();
  const [asks, setAsks] = useState<"renew" | "revoke">();

  const renew = async () => {
    const done = await work.act({ type: "renew-feed" });
    setAsks(undefined);
    if (done?.feedSecret)
      setLink(`${window.location.origin}${CALENDAR_PATH}?key=${done.feedSecret}`);
  };
  const revoke = async () => {
    const done = await work.act({ type: "revoke-feed" }, "The link leads nowhere from now on.");
    setAsks(undefined);
    if (done) setLink(undefined);
  };

  return (
    <TitledSection title="Calendar link" classes={ON_SCREEN} about={ABOUT}>
      {link && (
        <Alert mt="sm" title="Copy it now: it is not shown again">
          <TextInput
            readOnly
            aria-label="Calendar link"
            value={link}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <Group mt="sm">
            <CopyButton value={link}>
              {({ copied, copy }) => (
                <Button onClick={copy}>{copied ? "Copied" : "Copy the link"}</Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      )}
      <div className={part.rows}>
        <div className={part.row}>
          <span className={part.grow}>
            {feed ? `Made on ${time.dateAndClock(feed.madeAt)}` : "There is no link."}
            {feed && (
              <span className={part.quiet}>
                {feed.lastReadAt
                  ? `Last read ${time.dayAndClock(feed.lastReadAt)}`
                  : "Not read by a calendar yet"}
              </span>
            )}
          </span>
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              loading={work.busy === "renew-feed"}
              onClick={() => (feed ? setAsks("renew") : void renew())}
            >
              {feed ? "Renew" : "Make a link"}
            </Button>
            {feed && (
              <Button variant="default" onClick={() => setAsks("revoke")}>
                Revoke
              </Button>
            )}
          </Group>
        </div>
      </div>
      {asks && (
        <ConfirmDialog
          title={asks === "renew" ? "Make a new link?" : "Revoke the link?"}
          consequence="The present link leads nowhere from then on: calendars that use it stop being told."
          confirmLabel={asks === "renew" ? "Make a new link" : "Revoke"}
          isBusy={work.busy !== undefined}
          onConfirm={() => void (asks === "renew" ? renew() : revoke())}
          onClose={() => setAsks(undefined)}
        />
      )}
    </TitledSection>
  );
}
