import { readFile, stat } from "node:fs/promises";
import { SettingFailure, naming } from "./setting-failure";

const GROUP_OR_OTHERS = 0o077;

/**
 * Refuses a file with a secret in it that anybody but its owner may read or change. `label` is the
 * variable that names it, or what it is.
 *
 * @throws SettingFailure with what to do about it
 */
export async function refuseReadableByOthers(label: string, path: string): Promise<void> {
  const { mode } = await naming(`${label} ${path}`, stat(path));
  // Windows has no such bits: Node makes them up.
  if (process.platform === "win32" || (mode & GROUP_OR_OTHERS) === 0) return;

  const bits = (mode & 0o777).toString(8).padStart(4, "0");
  throw new SettingFailure(
    `${label} ${path} can be read by others than its owner (mode ${bits}): chmod 600 ${path}`,
  );
}

/** The text of a file that holds a secret, once it is sure that it does hold one. */
export async function readKeyFile(label: string, path: string): Promise<string> {
  await refuseReadableByOthers(label, path);
  return readFile(path, "utf8");
}
