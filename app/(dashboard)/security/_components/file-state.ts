import type { CheckedFile } from "#db/file-integrity";
import { type FileState, stateOfFile } from "#models/security/file-change";

export const stateOf = ({ accepted, found }: CheckedFile): FileState =>
  stateOfFile(accepted ? accepted.sha256 : undefined, found);
