"use client";

import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { noticeWords } from "#models/notices/notice-words";
import { useLive } from "../live/live-provider";

/** Says what a person is told about their own work, whichever page is open; it is kept under My shifts. */
export function NoticeHerald() {
  const { myShifts } = useLive().client;
  useEffect(
    () =>
      myShifts.listen({
        onNotice: ({ noticeId, subject }) =>
          notifications.show({ id: noticeId, message: noticeWords(subject), withBorder: true }),
      }),
    [myShifts],
  );
  return null;
}
