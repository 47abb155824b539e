import { Skeleton } from "@mantine/core";

export const DemandLoading = () => (
  <div aria-busy="true" aria-label="The nurse demand is being worked out">
    <Skeleton height={40} radius={8} mb={16} />
    <Skeleton height={420} radius={12} />
  </div>
);
