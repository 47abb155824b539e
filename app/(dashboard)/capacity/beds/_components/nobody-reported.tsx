import { Alert } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { hasNobody } from "./bed-totals";
import type { BoardState } from "./board-state";

/** Above the totals: beds that nobody has told of look free, and that must not be taken for good news. */
export function NobodyReported({ state }: Readonly<{ state: BoardState }>) {
  if (!hasNobody(state)) return null;
  return (
    <Alert
      color="red"
      mb="md"
      icon={<IconPlugConnectedX aria-hidden="true" />}
      title="No patient is known in any bed"
    >
      The beds below show as available because no admission has been received, not because anybody
      has seen them empty. Unless the hospital is closed, its patient feed is not connected: ask the
      system’s administrators, and do not place patients by this board.
    </Alert>
  );
}
