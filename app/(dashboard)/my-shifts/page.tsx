import type { Metadata } from "next";
import { requirePermission } from "@/_lib/access";
import { MyShiftsPage } from "./_components/my-shifts-page";

export const metadata: Metadata = { title: "My shifts" };

/** Holds nothing of anybody: a person's own work comes over the socket, to them alone. */
export default async function Page() {
  await requirePermission("own-shifts:read");
  return <MyShiftsPage />;
}
