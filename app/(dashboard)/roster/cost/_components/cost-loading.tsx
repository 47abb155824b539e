import { Skeleton } from "@mantine/core";

export const CostLoading = () => (
  <div aria-busy="true" aria-label="The cost is being counted">
    <Skeleton height={28} width={320} radius={8} mt={18} mb={16} />
    <Skeleton height={220} radius={12} mb={16} />
    <Skeleton height={320} radius={12} />
  </div>
);
