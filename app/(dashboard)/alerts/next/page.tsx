import { can } from "#models/access/permission";
import { requirePermission } from "@/_lib/access";
import { TriageQueue } from "./_components/triage-queue";

export const metadata = { title: "Who to see next" };

/** Draws nothing of a patient itself: the queue is what the tab's connection tells, which is recorded as it is told. */
export default async function NextPage() {
  const session = await requirePermission("unit:watch");
  return <TriageQueue mayAcknowledge={can(session.role, "alert:acknowledge")} />;
}
