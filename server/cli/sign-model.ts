// `npm run model:sign`: an operator vouches for a model version with a key that the server does not have.
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DETERIORATION_ARTIFACTS } from "../scoring/load-model";
import { signManifest } from "../scoring/model-manifest";
import { readArguments } from "./arguments";

const USAGE = `npm run model:sign -- --key PRIVATE.pem --version 2.0.0 [--models FOLDER]
  Signs manifest.json of that version, after checking its files against it.
  --models models/artifacts/sign-forecast or models/artifacts/flu for these; each model is signed by itself.
  A key pair, made on a machine that is not the server:
    openssl genpkey -algorithm ed25519 -out model-key.pem
    openssl pkey -in model-key.pem -pubout -out model-key.pub.pem
  The server gets the public one: MODEL_SIGNING_PUBLIC_KEY_FILE=model-key.pub.pem`;

const { values } = readArguments(
  {
    options: {
      key: { type: "string" },
      version: { type: "string" },
      models: { type: "string", default: DETERIORATION_ARTIFACTS },
    },
  },
  USAGE,
);

if (!values.key || !values.version) {
  console.log(USAGE);
  process.exit(2);
}
try {
  const key = createPrivateKey(readFileSync(values.key));
  await signManifest(join(values.models, values.version), key);
  console.log(`model ${values.version} is signed`);
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 1;
}
