import { Skeleton } from "@mantine/core";

export const ReportLoading = () => (
  <div role="status" aria-label="Loading the report">
    <Skeleton height={84} mb="lg" radius="lg" />
    <Skeleton height={28} width="30%" mb="sm" />
    <Skeleton height={260} mb="xl" radius="lg" />
    <Skeleton height={28} width="30%" mb="sm" />
    <Skeleton height={260} radius="lg" />
  </div>
);
