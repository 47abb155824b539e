import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes the folder and those it lies in, for its owner alone; one that is there stays as it is.
 * Throws the system's error.
 *
 * @param {string} path
 *
 * Not `recursive`: where the system says that a new folder's place does not exist, as in /proc, Node
 * makes the parents over and over and never comes back (seen in 20.20).
 */
export function makeFolder(path) {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    if (cause.code === "EEXIST" && statSync(path).isDirectory()) return;
    if (cause.code !== "ENOENT" || dirname(path) === path) throw cause;
    makeFolder(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  }
}
