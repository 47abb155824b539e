import { Text } from "@mantine/core";
import type { CheckedFile } from "#db/file-integrity";
import { StatusLabel } from "@/_components/ui/status-label";
import { ago } from "@/_lib/format-time";
import { stateOf } from "./file-state";

/** Two checks are missed before a screen doubts the last. */
const STALE_MS = 8 * 60_000;

/** The protected files in a line: as accepted, or how many are not, or not looked at. */
export function IntegrityState({
  files,
  askedAt,
}: Readonly<{ files: readonly CheckedFile[]; askedAt: Date }>) {
  const checked = files.flatMap(({ checkedAt }) => (checkedAt ? [checkedAt.getTime()] : []));
  const checkedAt = checked.length > 0 ? Math.min(...checked) : undefined;
  const differing = files.filter((file) => stateOf(file) !== "as-accepted").length;

  if (checkedAt === undefined)
    return <StatusLabel tone="unknown">Never checked since this database was made</StatusLabel>;
  return (
    <>
      {differing > 0 ? (
        <StatusLabel tone="failed">
          {differing === 1 ? "1 file differs" : `${differing} files differ`} from what was accepted
        </StatusLabel>
      ) : askedAt.getTime() - checkedAt > STALE_MS ? (
        <StatusLabel tone="unknown">Not checked lately</StatusLabel>
      ) : (
        <StatusLabel tone="well">{files.length} files as accepted</StatusLabel>
      )}
      <Text size="sm" c="dimmed" mt={6}>
        Last checked {ago(checkedAt, askedAt)}.
      </Text>
    </>
  );
}
