"use client";

import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUrgent } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { EMERGENCY_CATEGORIES, type EmergencyAccessNotice } from "#models/access/emergency-access";
import type { Wire } from "#models/realtime/wire";
import type { UserId } from "#models/shared/ids";
import { noteNotices } from "@/(dashboard)/emergency-access/actions";
import { useEmergencyNews } from "../live/use-live";
import { useHospitalTime } from "../ui/hospital-time";
import { useAction } from "../ui/use-action";
import classes from "./emergency-notices.module.css";

type Notice = Wire<EmergencyAccessNotice>;

const SHOWN_AT_MOST = 3;

interface Props {
  /** What the person has not said to have seen, newest first. */
  notices: readonly Notice[];
  /** Where all of it is reviewed, for those who may. */
  reviewHref: string | undefined;
}

/** Who has opened patients of this person's units from elsewhere: stays until it is noted. */
export function EmergencyNotices({ notices, reviewHref }: Readonly<Props>) {
  const { isBusy, run } = useAction();
  if (notices.length === 0) return null;

  const shown = notices.slice(0, SHOWN_AT_MOST);
  const more = notices.length - shown.length;
  const note = () =>
    void run(() =>
      noteNotices({ emergencyAccessIds: notices.map((notice) => notice.emergencyAccessId) }),
    );

  return (
    <section aria-label="Emergency access by others" className={classes.notices}>
      <IconUrgent size={20} aria-hidden="true" className={classes.icon} />
      <ul className={classes.list}>
        {shown.map((notice) => (
          <li key={notice.emergencyAccessId}>
            <NoticeLine notice={notice} />
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
      <div className={classes.actions}>
        {reviewHref && (
          <Link href={reviewHref} className={classes.review}>
            Review
          </Link>
        )}
        <Button size="compact-sm" variant="default" loading={isBusy} onClick={note}>
          Noted
        </Button>
      </div>
    </section>
  );
}

function NoticeLine({ notice }: Readonly<{ notice: Notice }>) {
  const time = useHospitalTime();
  const { openedBy, unitName, bedLabel, category, beganAt, expiresAt, endedAt } = notice;
  const at = (instant: string) => time.dayAndClock(Date.parse(instant));
  return (
    <>
      <strong>
        Emergency access: {unitName}, bed {bedLabel}
      </strong>{" "}
      by {openedBy}. {EMERGENCY_CATEGORIES[category]}. {at(beganAt)}
      {endedAt
        ? `, ended ${time.clock(Date.parse(endedAt))}`
        : `, until ${time.clock(Date.parse(expiresAt))} at the latest`}
      .
    </>
  );
}

/** Says at once what has just happened, and has the page drawn again with it. */
export function EmergencyToasts({ userId }: Readonly<{ userId: UserId }>) {
  const router = useRouter();
  const news = useEmergencyNews();
  const told = useRef(news);

  useEffect(() => {
    if (!news || news === told.current) return;
    told.current = news;
    const { step, notice } = news;
    // One's own: another tab began it, and this one shows the banner too.
    if (notice.userId === userId) {
      if (step === "began") router.refresh();
      return;
    }
    const { emergencyAccessId, openedBy, unitName, bedLabel, category } = notice;
    notifications.show({
      id: `${emergencyAccessId} ${step}`,
      title: step === "began" ? "Emergency access" : "Emergency access has ended",
      message: `${unitName}, bed ${bedLabel}: ${openedBy}. ${EMERGENCY_CATEGORIES[category]}.`,
      withBorder: true,
      autoClose: 15_000,
    });
    router.refresh();
  }, [news, router, userId]);

  return null;
}
