import { Skeleton } from "@mantine/core";

export const AuditLoading = () => (
  <div role="status" aria-label="Loading">
    <Skeleton height={160} mb="md" radius="md" />
    {Array.from({ length: 8 }, (_, row) => (
      <Skeleton key={row} height={48} mb={8} />
    ))}
  </div>
);
