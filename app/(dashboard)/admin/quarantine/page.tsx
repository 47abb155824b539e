import type { Metadata } from "next";
import { listQuarantined } from "#db/quarantine";
import { requirePermission } from "@/_lib/access";
import { database } from "@/_lib/db";
import { QuarantineAdministration } from "./_components/quarantine-administration";

export const metadata: Metadata = { title: "Held messages" };

const MOST_SHOWN = 200;

export default async function QuarantinePage() {
  await requirePermission("quarantine:manage");
  const messages = await listQuarantined(database(), { limit: MOST_SHOWN });
  return <QuarantineAdministration messages={messages} mostShown={MOST_SHOWN} />;
}
