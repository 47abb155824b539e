import { Text } from "@mantine/core";
import { StatusLabel } from "@/_components/ui/status-label";

/** Whether the audit trail verifies and is anchored; what is not known is not shown as well. */
export function AuditState() {
  return (
    <>
      <StatusLabel tone="unknown">Not known</StatusLabel>
      <Text size="sm" c="dimmed" mt={6}>
        Verification of the audit trail has not been reported.
      </Text>
    </>
  );
}
