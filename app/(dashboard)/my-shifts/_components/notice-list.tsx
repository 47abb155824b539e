"use client";

import { Button } from "@mantine/core";
import type { NoticeOnWire } from "#models/realtime/my-shifts";
import { noticeWords } from "#models/notices/notice-words";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { TitledSection } from "@/_components/ui/titled-section";
import classes from "./notice-list.module.css";
import part from "./part.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

/** What one was told, the newest first, for ninety days. */
export function NoticeList({
  notices,
  work,
}: Readonly<{ notices: readonly NoticeOnWire[]; work: MyShiftsWork }>) {
  const time = useHospitalTime();
  const unread = notices.filter(({ isRead }) => !isRead).map(({ noticeId }) => noticeId);
  return (
    <TitledSection
      title="Notices"
      classes={part}
      about="Kept for ninety days."
      aside={
        unread.length > 0 && (
          <Button
            variant="light"
            loading={work.busy === "read-notices"}
            onClick={() => void work.act({ type: "read-notices", noticeIds: unread })}
          >
            Mark all as read
          </Button>
        )
      }
    >
      {notices.length === 0 ? (
        <p className={part.empty}>You were told nothing yet.</p>
      ) : (
        <ul className={part.rows}>
          {notices.map(({ noticeId, subject, at, isRead }) => (
            <li key={noticeId} className={part.row}>
              <span className={part.grow}>
                {isRead ? (
                  noticeWords(subject)
                ) : (
                  <strong>
                    <span className={classes.dot} role="img" aria-label="Unread" />
                    {noticeWords(subject)}
                  </strong>
                )}
                <span className={part.quiet}>{time.dayAndClock(at)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </TitledSection>
  );
}
