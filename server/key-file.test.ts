import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { refuseReadableByOthers } from "./key-file";

const folder = mkdtempSync(join(tmpdir(), "wardcast-key-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(mode: number): string {
  const path = join(folder, `key-${mode.toString(8)}`);
  writeFileSync(path, "secret");
  chmodSync(path, mode);
  return path;
}

it.each([0o600, 0o400, 0o700])("takes a file of mode %o", async (mode) => {
  await expect(refuseReadableByOthers("TLS_KEY_FILE", fileOf(mode))).resolves.toBeUndefined();
});

it.each([0o640, 0o604, 0o644, 0o660, 0o620, 0o602, 0o610])(
  "refuses a file of mode %o and says what to do",
  async (mode) => {
    const path = fileOf(mode);
    await expect(refuseReadableByOthers("TLS_KEY_FILE", path)).rejects.toThrow(
      `TLS_KEY_FILE ${path} can be read by others than its owner (mode 0${mode.toString(8)}): chmod 600 ${path}`,
    );
  },
);

it("names a file that is not there", async () => {
  await expect(refuseReadableByOthers("TLS_KEY_FILE", join(folder, "none"))).rejects.toThrow(
    /^TLS_KEY_FILE .*none is not there/,
  );
});
