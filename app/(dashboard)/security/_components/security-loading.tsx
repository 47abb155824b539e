import { Skeleton } from "@mantine/core";

/** Not a loading.tsx: that would send its status of 200 before a page could refuse. */
export function SecurityLoading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={36} width="30%" mb="md" />
      <Skeleton height={180} mb="lg" />
      <Skeleton height={120} mb="md" />
    </div>
  );
}
