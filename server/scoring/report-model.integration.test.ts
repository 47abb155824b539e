import { generateKeyPairSync } from "node:crypto";
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { baselineOf } from "#models/deterioration/drift";
import { ModelDescription } from "#models/deterioration/model";
import { chooseBackend } from "./backend";
import { DETERIORATION_ARTIFACTS, newestVersion } from "./load-model";
import { signManifest, writeManifest } from "./model-manifest";
import { loadReported } from "./report-model";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");

let artifacts: string;
let version: string;
let folder: string;
beforeAll(async () => {
  await chooseBackend();
  version = (await newestVersion()) ?? "none";
});
beforeEach(async () => {
  artifacts = await mkdtemp(join(tmpdir(), "wardcast-models-"));
  folder = join(artifacts, version);
  await cp(join(DETERIORATION_ARTIFACTS, version), folder, { recursive: true });
});
afterEach(() => rm(artifacts, { recursive: true }));

const change = async (file: string, edit: (bytes: Buffer) => Buffer) => {
  const path = join(folder, file);
  await writeFile(path, edit(await readFile(path)));
};
const flipLastBit = (bytes: Buffer): Buffer => {
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return bytes;
};

describe("what became of a model", () => {
  it("is its version, its digest and its card when it is used", async () => {
    await writeManifest(folder, version);
    const { model, report } = await loadReported(artifacts, undefined);
    expect(model?.version).toBe(version);
    expect(report).toMatchObject({
      state: "in-service",
      version,
      signature: "unsigned",
      card: { name: "deterioration", version },
    });
    const digest = report.state === "in-service" ? report.manifestSha256 : "";
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    model?.network.dispose();
  });

  it("tells one that is signed by the known key from one whose signature nobody checked", async () => {
    await signManifest(folder, privateKey);
    const checked = await loadReported(artifacts, publicKey);
    const unchecked = await loadReported(artifacts, undefined);
    expect(checked.report).toMatchObject({ signature: "signed" });
    expect(unchecked.report).toMatchObject({ signature: "unchecked" });
    checked.model?.network.dispose();
    unchecked.model?.network.dispose();
  });

  it("is a refusal that names the file when one byte of the weights was changed", async () => {
    await change("weights.bin", flipLastBit);
    expect(await loadReported(artifacts, undefined)).toEqual({
      model: undefined,
      report: {
        state: "refused",
        version,
        reason: `files of model ${version} do not match their digest: weights.bin`,
      },
    });
  });

  it.each([
    ["is unsigned", async () => undefined, "is not signed"],
    [
      "has lost a file",
      async () => {
        await signManifest(folder, privateKey);
        await rm(join(folder, "card.json"));
      },
      "one of its files cannot be read",
    ],
    [
      "has a manifest that is none",
      () => writeFile(join(folder, "manifest.json"), "{}"),
      "not of the form this server reads",
    ],
    [
      "is an older one renamed",
      async () => {
        await signManifest(folder, privateKey);
        await rename(folder, join(artifacts, "9.9.9"));
      },
      `9.9.9 holds model`,
    ],
  ])("is a refusal without any path when it %s", async (_what, spoil, reason) => {
    await spoil();
    const { model, report } = await loadReported(artifacts, publicKey);
    expect(model).toBeUndefined();
    expect(report).toMatchObject({ state: "refused", reason: expect.stringContaining(reason) });
    expect(JSON.stringify(report)).not.toContain(artifacts);
  });

  it("is absent when none is there", async () => {
    await rm(folder, { recursive: true });
    expect((await loadReported(artifacts, publicKey)).report).toEqual({ state: "absent" });
  });
});

describe("the training distribution of a model", () => {
  const withDistribution = async (names: readonly string[]) => {
    const rows = new Float32Array(names.length * 2).map((_, index) => index);
    const distribution = baselineOf({ names, rows, outputs: [0.1, 0.2] });
    await change("baseline.json", (bytes) => {
      const baseline: unknown = JSON.parse(bytes.toString("utf8"));
      return Buffer.from(JSON.stringify(Object.assign({}, baseline, { distribution })));
    });
    await writeManifest(folder, version);
    return distribution;
  };
  const features = async () =>
    ModelDescription.parse(JSON.parse(await readFile(join(folder, "model.json"), "utf8"))).features;

  it("is told when it is of the model's own features", async () => {
    const distribution = await withDistribution(await features());
    const { model, report } = await loadReported(artifacts, undefined);
    expect(report).toMatchObject({ state: "in-service", distribution });
    model?.network.dispose();
  });

  it("makes the model refused when it is of others", async () => {
    await withDistribution([...(await features())].reverse());
    expect((await loadReported(artifacts, undefined)).report).toMatchObject({
      state: "refused",
      reason: expect.stringContaining("not of the model's features"),
    });
  });
});
