import { Skeleton } from "@mantine/core";

export default function AccountLoading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={40} width="40%" mb="md" />
      {Array.from({ length: 3 }, (_, row) => (
        <Skeleton key={row} height={48} mb={8} />
      ))}
    </div>
  );
}
