// A worker thread starts as plain JavaScript: on Node 20 `--import tsx` does not reach it, so it registers
// the TypeScript loader itself, whatever its parent was started with.
import { register } from "tsx/esm/api";

register();
await import("./inrc2-partner-thread.ts");
