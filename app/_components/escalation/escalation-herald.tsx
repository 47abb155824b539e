"use client";

import { Anchor, VisuallyHidden } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { EscalationNews } from "#models/realtime/escalation-news";
import { useLive } from "../live/live-provider";
import { useConnection } from "../live/use-live";
import { newsInWords } from "./escalation-words";

const NOTICE = "escalation-level";

/**
 * On every page of whoever may see the hospital's capacity: tells of another escalation level, aloud and
 * politely, and for whoever acts on it in a notice; and draws the pages about capacity again.
 */
export function EscalationHerald({ showsNotice }: Readonly<{ showsNotice: boolean }>) {
  const { client } = useLive();
  const router = useRouter();
  const path = usePathname();
  const { state } = useConnection();
  const [spoken, setSpoken] = useState({ text: "", turn: 0 });
  const wasAway = useRef(false);

  const redraw = useEffectEvent(() => {
    if (path.startsWith("/capacity")) router.refresh();
  });
  const hear = useEffectEvent((news: EscalationNews) => {
    const words = newsInWords(news);
    if (words) {
      setSpoken(({ turn }) => ({ text: `${words.title}. ${words.message}`, turn: turn + 1 }));
      if (showsNotice) notify(words);
    }
    redraw();
  });

  useEffect(() => client.onEscalation((news) => hear(news)), [client]);
  useEffect(() => {
    if (state === "reconnecting") wasAway.current = true;
    if (state !== "live" || !wasAway.current) return;
    wasAway.current = false;
    // What was told meanwhile was not heard.
    redraw();
  }, [state]);

  return (
    <VisuallyHidden role="status" aria-live="polite">
      {/* The same sentence again is read only if it is put there anew. */}
      <span key={spoken.turn}>{spoken.text}</span>
    </VisuallyHidden>
  );
}

function notify({ title, message }: { title: string; message: string }): void {
  // One notice at a time: the level before is not news any more.
  notifications.hide(NOTICE);
  notifications.show({
    id: NOTICE,
    title,
    message: (
      <>
        {message}{" "}
        <Anchor
          component={Link}
          href="/capacity/escalation"
          inherit
          onClick={() => notifications.hide(NOTICE)}
        >
          See why and what to do
        </Anchor>
      </>
    ),
    color: "indigo",
    // Stays until somebody has seen it.
    autoClose: false,
    closeButtonProps: { "aria-label": "Dismiss the notice of the escalation level" },
    withBorder: true,
  });
}
