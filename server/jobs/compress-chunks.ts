import { compressChunk, compressibleChunks } from "#db/maintenance";
import type { Job } from "./job";

/** Sizes at the last look: a chunk of long ago that still grows belongs to a replay of that time. */
const sizes = new Map<string, number>();

/** One chunk at a time, with everybody else's turn between two: 1 s per million rows. */
export const compressChunks: Job = {
  name: "compress-chunks",
  schedule: "30 */10 * * * *",
  async run({ pool, signal }) {
    let compressed = 0;
    for (const { chunk, bytes } of await compressibleChunks(pool)) {
      if (signal.aborted) break;
      if (sizes.get(chunk) === bytes) {
        await compressChunk(pool, chunk);
        compressed += 1;
      }
      sizes.set(chunk, bytes);
    }
    return compressed > 0 ? { compressed } : undefined;
  },
};
