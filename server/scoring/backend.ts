import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import * as tf from "@tensorflow/tfjs-core";

export type Backend = "tensorflow" | "wasm" | "cpu";

/**
 * Sets the fastest TensorFlow.js backend this machine has: the native library if the operator installed
 * `@tensorflow/tfjs-node` (its installation downloads, so it is not a dependency), else WASM with SIMD, else
 * plain JavaScript, some 30 times slower.
 */
export async function chooseBackend(): Promise<Backend> {
  // Named in a variable so that the compiler does not ask for a package that need not be there.
  const native = "@tensorflow/tfjs-node";
  if (await works(() => import(native), "tensorflow")) return "tensorflow";
  if (await works(loadWasm, "wasm")) return "wasm";
  if (await works(() => import("@tensorflow/tfjs-backend-cpu"), "cpu")) return "cpu";
  throw new Error("no TensorFlow.js backend could be started");
}

/** A backend that cannot be loaded on this machine is not an error: the next one is tried. */
async function works(load: () => Promise<unknown>, name: Backend): Promise<boolean> {
  try {
    await load();
    if (!(await tf.setBackend(name))) return false;
    await tf.ready();
    return true;
  } catch {
    return false;
  }
}

async function loadWasm(): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(dirname(entry) + sep);
}
