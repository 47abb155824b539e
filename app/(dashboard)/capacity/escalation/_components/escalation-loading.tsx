import { Skeleton } from "@mantine/core";

export const EscalationLoading = () => (
  <div aria-busy="true" aria-label="The escalation level is being read">
    <Skeleton height={120} radius={12} mb={24} />
    <Skeleton height={180} radius={12} mb={24} />
    <Skeleton height={320} radius={12} />
  </div>
);
