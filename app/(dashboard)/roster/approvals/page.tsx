import type { Metadata } from "next";
import { requirePermission } from "@/_lib/access";
import { RosterTabs } from "../_components/roster-tabs";
import { ApprovalsPage } from "./_components/approvals-page";

export const metadata: Metadata = { title: "Roster approvals" };

/** Holds nothing of anybody: what waits comes over the socket, to each as much as they may decide. */
export default async function Page() {
  const { role } = await requirePermission("roster:repair");
  return (
    <>
      <RosterTabs role={role} />
      <ApprovalsPage />
    </>
  );
}
