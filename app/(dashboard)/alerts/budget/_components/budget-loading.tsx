import { Skeleton } from "@mantine/core";

export function BudgetLoading() {
  return (
    <div role="status" aria-label="Loading the alert budget">
      <Skeleton height={36} width={320} mb="md" />
      <Skeleton height={72} mb="md" />
      <Skeleton height={320} />
    </div>
  );
}
