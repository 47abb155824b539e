"use client";

import { Alert, Badge, Button, Skeleton, Tabs } from "@mantine/core";
import { useState } from "react";
import { DegradedBanner } from "@/_components/live/degraded-banner";
import { AskedOfYou } from "./asked-of-you";
import { FeedPanel } from "./feed-panel";
import { HoursPanel } from "./hours-panel";
import classes from "./my-shifts-page.module.css";
import { NoticeList } from "./notice-list";
import { OwnOffers } from "./own-offers";
import { RequestsPanel } from "./requests-panel";
import { ShiftsPanel } from "./shifts-panel";
import { SwapsPanel } from "./swaps-panel";
import { useMyShifts } from "./use-my-shifts";

const VIEWS = ["shifts", "requests", "swaps", "notices"] as const;
type View = (typeof VIEWS)[number];
const isView = (value: string | null): value is View => VIEWS.some((view) => view === value);

/** What somebody works, wants and is told, made for a phone. */
export function MyShiftsPage() {
  const work = useMyShifts();
  const [view, setView] = useState<View>("shifts");
  const { mine, isFailed } = work;

  if (!mine)
    return (
      <div className={classes.page}>
        <DegradedBanner />
        <h1 className={classes.title}>My shifts</h1>
        {isFailed ? (
          <Alert color="red" title="Your shifts could not be read">
            The server did not answer. <Button onClick={work.reread}>Try again</Button>
          </Alert>
        ) : (
          <Loading />
        )}
      </div>
    );

  const asked = mine.swaps.filter(({ role, state }) => role === "asked" && state === "open");
  const unread = mine.notices.filter(({ isRead }) => !isRead);
  return (
    <div className={classes.page}>
      <DegradedBanner />
      <header>
        <h1 className={classes.title}>My shifts</h1>
        {mine.person && (
          <p className={classes.person}>
            {mine.person.name}, {mine.person.unitName}
          </p>
        )}
      </header>
      {isFailed && (
        <Alert color="yellow">These may be old: the server did not answer the last time.</Alert>
      )}
      {mine.person && <OwnOffers />}
      {mine.person && <AskedOfYou mine={mine} show={setView} />}
      {mine.person ? (
        <Tabs
          value={view}
          onChange={(value) => isView(value) && setView(value)}
          keepMounted={false}
          className={classes.tabs}
        >
          <Tabs.List grow aria-label="My shifts" className={classes.tabList ?? ""}>
            <Tabs.Tab value="shifts">Shifts</Tabs.Tab>
            <Tabs.Tab value="requests">Requests</Tabs.Tab>
            <Tabs.Tab value="swaps" rightSection={<Count of={asked.length} what="offered" />}>
              Swaps
            </Tabs.Tab>
            <Tabs.Tab value="notices" rightSection={<Count of={unread.length} what="unread" />}>
              Notices
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="shifts" className={classes.panel}>
            <ShiftsPanel mine={mine} work={work} />
            <HoursPanel hours={mine.hours} />
            <FeedPanel feed={mine.feed} work={work} />
          </Tabs.Panel>
          <Tabs.Panel value="requests" className={classes.panel}>
            <RequestsPanel mine={mine} work={work} />
          </Tabs.Panel>
          <Tabs.Panel value="swaps" className={classes.panel}>
            <SwapsPanel mine={mine} work={work} />
          </Tabs.Panel>
          <Tabs.Panel value="notices" className={classes.panel}>
            <NoticeList notices={mine.notices} work={work} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <Alert title="You are on no roster">
          Your account belongs to nobody of the staff. Ask the scheduler to add you.
        </Alert>
      )}
    </div>
  );
}

const Count = ({ of, what }: Readonly<{ of: number; what: string }>) =>
  of > 0 ? (
    <Badge size="sm" circle={of < 10} aria-label={`${of} ${what}`}>
      {of}
    </Badge>
  ) : null;

const Loading = () => (
  <div role="status" aria-label="Your shifts are being read" className={classes.panel}>
    <Skeleton height={160} radius="lg" />
    {[0, 1, 2, 3].map((row) => (
      <Skeleton key={row} height={56} radius="md" />
    ))}
  </div>
);
