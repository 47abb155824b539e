import { Skeleton } from "@mantine/core";

export function AlertsLoading() {
  return (
    <div role="status" aria-label="Loading the alerts">
      <Skeleton height={32} width={160} mb="md" />
      <Skeleton height={260} />
    </div>
  );
}
