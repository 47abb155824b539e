import type { Metadata } from "next";
import { MOST_HELD, countOpenMessages, listQuarantined } from "#db/quarantine";
import { requirePermission } from "@/_lib/access";
import { database } from "@/_lib/db";
import { QuarantineAdministration } from "./_components/quarantine-administration";

export const metadata: Metadata = { title: "Held messages" };

const MOST_SHOWN = 200;

export default async function QuarantinePage() {
  await requirePermission("quarantine:manage");
  const [messages, open] = await Promise.all([
    listQuarantined(database(), { limit: MOST_SHOWN }),
    countOpenMessages(database()),
  ]);
  return <QuarantineAdministration messages={messages} open={open} isFull={open >= MOST_HELD} />;
}
