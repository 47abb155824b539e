import type { Metadata } from "next";
import { MOST_HELD, countOpenMessages, listQuarantined } from "#db/quarantine";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { QuarantineAdministration } from "./_components/quarantine-administration";

export const metadata: Metadata = { title: "Held messages" };

const MOST_SHOWN = 200;

export default async function QuarantinePage() {
  const session = await requirePermission("quarantine:manage");
  const { messages, open } = await asActor(session, async (db) => ({
    messages: await listQuarantined(db, { limit: MOST_SHOWN }),
    open: await countOpenMessages(db),
  }));
  return <QuarantineAdministration messages={messages} open={open} isFull={open >= MOST_HELD} />;
}
