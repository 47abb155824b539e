import type { CheckedFile, FoundFile } from "#db/file-integrity";
import { stateOfFile } from "#models/security/file-change";
import { isOfModel } from "./protected-files";

/**
 * The files that are not what was accepted. Those of models are looked at anew, so that a new version
 * can be accepted before the server starts with it; of the others only the server knows where they lie.
 */
export function differingFiles(
  known: readonly CheckedFile[],
  models: readonly FoundFile[],
): FoundFile[] {
  const asFound = new Map(
    known.map(({ label, found }) => [label, { label, sha256: found ?? undefined }]),
  );
  for (const { label } of known)
    if (isOfModel(label)) asFound.set(label, { label, sha256: undefined });
  for (const file of models) asFound.set(file.label, file);

  return [...asFound.values()].filter(({ label, sha256 }) => {
    const accepted = known.find((file) => file.label === label)?.accepted;
    return stateOfFile(accepted ? accepted.sha256 : undefined, sha256) !== "as-accepted";
  });
}
