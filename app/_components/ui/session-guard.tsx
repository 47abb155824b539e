"use client";

import { Button, Group, Modal, Text, VisuallyHidden } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { z } from "zod";
import { countdown } from "@/_lib/format-time";
import { signInPath } from "@/_lib/sign-in-path";
import { leaveSession } from "./leave-session";
import { announceSession, onSessionNews } from "./session-channel";

const WARN_BEFORE_MS = 60_000;
// Often enough that the server's idle end is never much earlier than the person's.
const TOUCH_AT_MOST_EVERY_MS = 20_000;
const ACTIVITY = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

const Remaining = z.object({ idleInMs: z.number(), expiresInMs: z.number() });
const Ended = z.object({ reason: z.string().optional() });

interface Ends {
  idleAt: number;
  expiresAt: number;
}

interface Props {
  idleInMs: number;
  expiresInMs: number;
}

/**
 * Keeps the session while somebody works, warns a minute before it ends (WCAG 2.2.1), and leaves for the
 * sign-in page when it has. Tabs share one session, so they tell each other; the server decides.
 */
export function SessionGuard({ idleInMs, expiresInMs }: Readonly<Props>) {
  const ends = useRef<Ends>({ idleAt: Infinity, expiresAt: Infinity });
  const touchedAt = useRef(0);
  const [secondsLeft, setSecondsLeft] = useState<number>();
  const [isAbsolute, setAbsolute] = useState(false);
  const [isAside, setAside] = useState(false);

  const take = useCallback((next: Ends) => {
    ends.current = next;
    touchedAt.current = Date.now();
  }, []);

  const ask = useCallback(
    async (path: string, method: "GET" | "POST") => {
      const response = await fetch(path, { method, cache: "no-store" }).catch(() => undefined);
      // No answer is an outage, not an end: the page stays and says so elsewhere.
      if (!response) return;
      if (response.status === 401) {
        const body = Ended.safeParse(await response.json().catch(() => ({})));
        leaveFor(body.data?.reason ?? "expired");
        return;
      }
      if (!response.ok) return;
      const remaining = Remaining.parse(await response.json());
      const next = fromNow(remaining);
      take(next);
      announceSession(next);
    },
    [take],
  );

  useEffect(() => take(fromNow({ idleInMs, expiresInMs })), [take, idleInMs, expiresInMs]);

  useEffect(
    () =>
      onSessionNews((news) => {
        if ("ended" in news) leaveFor(news.ended);
        else take(news);
      }),
    [take],
  );

  useEffect(() => {
    const active = () => {
      const now = Date.now();
      // With the warning open, only its button counts: a stray touch must not answer it.
      const isWarned = ends.current.idleAt - now <= WARN_BEFORE_MS;
      if (isWarned || now - touchedAt.current < TOUCH_AT_MOST_EVERY_MS) return;
      touchedAt.current = now;
      void ask("/api/session/touch", "POST");
    };
    for (const event of ACTIVITY) window.addEventListener(event, active, { passive: true });
    return () => {
      for (const event of ACTIVITY) window.removeEventListener(event, active);
    };
  }, [ask]);

  useEffect(() => {
    let isAsking = false;
    const tick = async () => {
      const now = Date.now();
      const { idleAt, expiresAt } = ends.current;
      const leftMs = Math.min(idleAt, expiresAt) - now;
      setAbsolute(expiresAt - now <= WARN_BEFORE_MS);
      setSecondsLeft(leftMs <= WARN_BEFORE_MS ? Math.max(0, leftMs / 1_000) : undefined);
      // A second late, so that the server agrees that it is over.
      if (leftMs > -1_000 || isAsking) return;
      isAsking = true;
      await ask("/api/session", "GET");
      isAsking = false;
    };
    const timer = setInterval(() => void tick(), 1_000);
    return () => clearInterval(timer);
  }, [ask]);

  const stay = () => void ask("/api/session/touch", "POST");
  // What cannot be put off can be put aside: the last minute is for finishing what was begun.
  const close = isAbsolute ? () => setAside(true) : stay;
  const left = secondsLeft ?? 0;

  return (
    <Modal
      opened={secondsLeft !== undefined && !(isAbsolute && isAside)}
      onClose={close}
      title={isAbsolute ? "Your session is about to end" : "Are you still there?"}
      withCloseButton={false}
      closeOnClickOutside={false}
    >
      <Text role="timer" aria-live="off">
        {isAbsolute
          ? `This session has reached its longest time and ends in ${countdown(left)}. Finish what you are doing and sign in again; you will come back to this page.`
          : `You will be signed out in ${countdown(left)}, because nothing has been done here for a while.`}
      </Text>
      <VisuallyHidden role="status">{announcement(left)}</VisuallyHidden>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => void leaveSession()}>
          Sign out now
        </Button>
        {/* It has the focus: whoever was typing must not sign out by the next key. */}
        <Button onClick={close} data-autofocus>
          {isAbsolute ? "Go on until then" : "Stay signed in"}
        </Button>
      </Group>
    </Modal>
  );
}

const ANNOUNCED_AT_S = [10, 30];

/** Said aloud when little time is left; every second would be too much to listen to. */
function announcement(secondsLeft: number): string {
  const mark = ANNOUNCED_AT_S.find((seconds) => secondsLeft <= seconds);
  return mark === undefined ? "" : `Less than ${mark} seconds left.`;
}

const fromNow = ({ idleInMs, expiresInMs }: z.infer<typeof Remaining>): Ends => ({
  idleAt: Date.now() + idleInMs,
  expiresAt: Date.now() + expiresInMs,
});

function leaveFor(reason: string): void {
  const { pathname, search } = window.location;
  window.location.assign(signInPath({ reason, returnTo: pathname + search }));
}
