import { Skeleton } from "@mantine/core";

export function HandoverLoading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={180} mb="lg" radius="lg" />
      <Skeleton height={320} mb="lg" radius="lg" />
      <Skeleton height={320} radius="lg" />
    </div>
  );
}
