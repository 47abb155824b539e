import { Title } from "@mantine/core";
import type { Metadata } from "next";
import { requirePermission } from "@/_lib/access";

export const metadata: Metadata = { title: "Capacity" };

export default async function CapacityPage() {
  await requirePermission("capacity:read");
  return <Title order={1}>Capacity</Title>;
}
