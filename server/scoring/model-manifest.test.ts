import { generateKeyPairSync } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MODEL_FILES } from "#models/deterioration/model-manifest";
import { modelSigningKey } from "../security/model-signing-key";
import { DETERIORATION_ARTIFACTS, newestVersion } from "./load-model";
import { readVerified, readVerifiedModel, signManifest, writeManifest } from "./model-manifest";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const pem = (kind: "spki" | "pkcs8") =>
  kind === "spki"
    ? publicKey.export({ type: "spki", format: "pem" })
    : privateKey.export({ type: "pkcs8", format: "pem" });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "wardcast-model-"));
  const shipped = join(DETERIORATION_ARTIFACTS, (await newestVersion()) ?? "none");
  await cp(shipped, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const change = async (file: string, edit: (text: string) => string) => {
  const path = join(folder, file);
  await writeFile(path, edit(await readFile(path, "latin1")), "latin1");
};

describe("a model's manifest", () => {
  it("is shipped beside the weights and is of them", async () => {
    const { manifest } = await readVerified(folder);
    expect(manifest.version).toBe(await newestVersion());
  });

  it.each(MODEL_FILES)("refuses the model when %s was changed by one byte", async (file) => {
    await change(file, (text) => text.slice(0, -1) + (text.endsWith("x") ? "y" : "x"));
    await expect(readVerified(folder)).rejects.toThrow(`do not match their digest: ${file}`);
  });

  it("refuses a model without one, and one that says more than it should", async () => {
    await change("manifest.json", (text) => text.replace('"sha256"', '"trusted": true, "sha256"'));
    await expect(readVerified(folder)).rejects.toThrow();

    await rm(join(folder, "manifest.json"));
    await expect(readVerified(folder)).rejects.toThrow("no manifest.json");
  });
});

describe("the manifest of another model", () => {
  it("lists its own files, and is refused in the place of the first", async () => {
    await writeManifest(folder, "1.0.0", "sign-forecast");
    const { manifest } = await readVerifiedModel("sign-forecast", folder);
    expect(Object.keys(manifest.sha256)).toEqual(["model.json", "weights.bin", "card.json"]);
    await expect(readVerified(folder)).rejects.toThrow("of a sign-forecast model");
  });

  it("is signed as what it is: the name cannot be taken off it", async () => {
    await writeManifest(folder, "1.0.0", "sign-forecast");
    await signManifest(folder, privateKey);
    await expect(readVerifiedModel("sign-forecast", folder, publicKey)).resolves.toBeDefined();
    await change("manifest.json", (text) => text.replace(/\s*"model": "sign-forecast",/, ""));
    await expect(readVerified(folder, publicKey)).rejects.toThrow();
  });

  it("does not pass with a file too few", async () => {
    await change("manifest.json", (text) => text.replace(/,\s*"baseline.json": "\w+"/, ""));
    await expect(readVerified(folder)).rejects.toThrow("exactly the model's files");
  });
});

describe("with a signing key", () => {
  it("takes what its private key has signed", async () => {
    await signManifest(folder, privateKey);
    await expect(readVerified(folder, publicKey)).resolves.toBeDefined();
  });

  it("refuses a manifest that is not signed, or signed by another", async () => {
    await expect(readVerified(folder, publicKey)).rejects.toThrow("is not signed");

    await signManifest(folder, generateKeyPairSync("ed25519").privateKey);
    await expect(readVerified(folder, publicKey)).rejects.toThrow("signed by another key");
  });

  it("refuses weights that were changed together with the manifest", async () => {
    await signManifest(folder, privateKey);
    const signed = await readFile(join(folder, "manifest.json"), "utf8");
    const { signature } = JSON.parse(signed) as { signature: string };
    await change("weights.bin", (text) => `x${text.slice(1)}`);
    await writeManifest(folder, "1.0.0");
    await change("manifest.json", (text) =>
      text.replace(/\n\}\n$/, `,\n  "signature": "${signature}"\n}\n`),
    );

    await expect(readVerified(folder)).resolves.toBeDefined();
    await expect(readVerified(folder, publicKey)).rejects.toThrow("or was changed");
  });

  it("refuses the signature of another version", async () => {
    await signManifest(folder, privateKey);
    await change("manifest.json", (text) =>
      text.replace(/"version": "[^"]*"/, '"version": "9.9.9"'),
    );
    await expect(readVerified(folder, publicKey)).rejects.toThrow("or was changed");
  });

  it("signs nothing that does not match its manifest", async () => {
    await change("card.json", (text) => `${text} `);
    await expect(signManifest(folder, privateKey)).rejects.toThrow("card.json");
  });
});

describe("the operator's public key", () => {
  const keyFile = async (text: string | Buffer) => {
    const path = join(folder, "key.pem");
    await writeFile(path, text);
    return path;
  };

  it("is none when none is set", async () => {
    expect(await modelSigningKey(undefined)).toBeUndefined();
  });

  it("is read from a file", async () => {
    const key = await modelSigningKey(await keyFile(pem("spki")));
    expect(key?.equals(publicKey)).toBe(true);
  });

  it.each([
    ["a private key", pem("pkcs8")],
    [
      "a key of another kind",
      generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "pem" }),
    ],
    ["no key at all", "nothing"],
  ])("stops the start when the file holds %s", async (_what, text) => {
    await expect(modelSigningKey(await keyFile(text))).rejects.toThrow(
      "MODEL_SIGNING_PUBLIC_KEY_FILE cannot be used",
    );
  });

  it("stops the start when the file is not there", async () => {
    await expect(modelSigningKey(join(folder, "absent.pem"))).rejects.toThrow(
      "MODEL_SIGNING_PUBLIC_KEY_FILE cannot be used",
    );
  });
});
