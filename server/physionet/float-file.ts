import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { littleEndian, littleEndianFloats } from "../scoring/little-endian";

const FileOfNothing = z.object({ code: z.literal("ENOENT") });

/** The numbers of a file that `writeFloats` wrote; undefined when there is none. */
export async function readFloats(file: string): Promise<Float32Array | undefined> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (FileOfNothing.safeParse(error).success) return undefined;
    throw error;
  });
  return bytes && littleEndianFloats(bytes);
}

/** Under another name first: a run that is stopped while writing leaves no half a file. */
export async function writeFloats(file: string, values: Float32Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, littleEndian(values));
  await rename(`${file}.part`, file);
}
