import { readFile, stat } from "node:fs/promises";

/** Read or written by anybody, or written by the group: what a group reads, as a mounted secret, is let be. */
const OPEN_TO_OTHERS = 0o027;

/** Throws, saying what to do, when other users of this machine can read or change the file. */
export async function refuseReadableByOthers(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & OPEN_TO_OTHERS) === 0) return;
  throw new Error(
    `${path} can be read or changed by other users of this machine: run chmod 600 on it`,
  );
}

/** The text of a file that holds a secret, once it is sure that it does hold one. */
export async function readKeyFile(path: string): Promise<string> {
  await refuseReadableByOthers(path);
  return readFile(path, "utf8");
}
