import { Skeleton } from "@mantine/core";

export const PolicyLoading = () => (
  <div role="status" aria-label="Loading the policy">
    <Skeleton height={180} mb="md" radius="lg" />
    <Skeleton height={220} mb="md" radius="lg" />
    <Skeleton height={220} radius="lg" />
  </div>
);
