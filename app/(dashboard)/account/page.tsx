import type { Metadata } from "next";
import { ownSessions } from "#db/own-sessions";
import { requireSession } from "@/_lib/access";
import { identityDatabase } from "@/_lib/db";
import { OwnSessions } from "./_components/own-sessions";

export const metadata: Metadata = { title: "Your sessions" };

export default async function OwnSessionsPage() {
  const { userId, sessionId } = await requireSession();
  const now = new Date();
  return (
    <OwnSessions
      sessions={await ownSessions(identityDatabase(), userId, now)}
      presentId={sessionId}
      askedAt={now}
    />
  );
}
