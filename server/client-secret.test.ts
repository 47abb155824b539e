import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readClientSecret } from "./client-secret";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-secret-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("is the variable's, the file's without its last newline, or none", async () => {
  const file = join(folder, "secret");
  await writeFile(file, "from a file\n");

  expect(await readClientSecret({ OIDC_CLIENT_SECRET: "named" })).toBe("named");
  expect(await readClientSecret({ OIDC_CLIENT_SECRET_FILE: file })).toBe("from a file");
  expect(await readClientSecret({})).toBeUndefined();
});

it("names the file that is empty or not there", async () => {
  const empty = join(folder, "empty");
  await writeFile(empty, "\n");

  await expect(readClientSecret({ OIDC_CLIENT_SECRET_FILE: empty })).rejects.toThrow(/empty/);
  await expect(
    readClientSecret({ OIDC_CLIENT_SECRET_FILE: join(folder, "nowhere") }),
  ).rejects.toThrow(/OIDC_CLIENT_SECRET_FILE: .*nowhere cannot be read/);
});
