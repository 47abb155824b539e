import type { Metadata } from "next";
import { openSessions } from "#db/sessions";
import { requirePermission } from "@/_lib/access";
import { identityDatabase } from "@/_lib/db";
import { SessionAdministration } from "./_components/session-administration";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const session = await requirePermission("session:manage");
  const now = new Date();
  return (
    <SessionAdministration
      sessions={await openSessions(identityDatabase(), now)}
      ownSessionId={session.sessionId}
      askedAt={now}
    />
  );
}
