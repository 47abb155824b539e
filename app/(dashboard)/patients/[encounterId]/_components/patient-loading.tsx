import { Skeleton } from "@mantine/core";

export function PatientLoading() {
  return (
    <div role="status" aria-label="Loading the patient">
      <Skeleton height={64} mb="md" />
      <Skeleton height={200} mb="md" />
      <Skeleton height={400} />
    </div>
  );
}
