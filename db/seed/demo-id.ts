import { createHash } from "node:crypto";

/** An id of something made up: the same at each start, and of nothing else. */
export function demoId(text: string): string {
  const hex = createHash("sha256").update(`demo ${text}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
