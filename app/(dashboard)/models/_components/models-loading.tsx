import { Skeleton } from "@mantine/core";

export function ModelsLoading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={190} mb="xl" radius="lg" />
      <Skeleton height={28} width="30%" mb="sm" />
      <Skeleton height={160} mb="xl" radius="lg" />
      <Skeleton height={28} width="30%" mb="sm" />
      <Skeleton height={320} radius="lg" />
    </div>
  );
}
