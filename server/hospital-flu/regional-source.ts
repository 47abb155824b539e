import { createHash } from "node:crypto";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { dateOfFluWeek } from "#models/flu/flu-week";
import { makeFolder } from "../cli/setup/make-folder.mjs";
import { readVintage } from "../flu/read-vintages";

/** Where regional figures come from, as the operator set it: a file, a folder of vintages, or an address. */
export interface RegionalSource {
  /** `FLU_DATA`. */
  at: string;
  /** What was published when is kept here, for how first reports grow is learnt from it. */
  keptIn: string;
}

export interface KeptVintages {
  newest: string;
  /** Of what the newest holds: the same digest, the same figures. */
  digest: string;
  folder: string;
}

const MOST_BYTES = 64 * 1024 * 1024;
const PATIENCE_MS = 30_000;

export const isAddress = (at: string): boolean => /^https?:\/\//i.test(at);

/**
 * The newest vintage, and the folder that it and the earlier ones lie in. A folder is read where it is; a file
 * or what an address answers is kept, by the newest week in it, each time it changes. Throws what a person who
 * set the source can act on.
 */
export async function fetchRegionalData({ at, keptIn }: RegionalSource): Promise<KeptVintages> {
  if (!isAddress(at) && (await found(at)).isDirectory()) return newestOf(at);
  makeFolder(keptIn);
  await keep(isAddress(at) ? await download(at) : await readFile(at), at, keptIn);
  return newestOf(keptIn);
}

/** What was kept of a file or an address that cannot be had now; undefined when nothing was. */
export const keptBefore = ({ keptIn }: RegionalSource): Promise<KeptVintages | undefined> =>
  newestOf(keptIn).catch(() => undefined);

async function found(path: string) {
  try {
    return await stat(path);
  } catch {
    throw new Error(`FLU_DATA ${path} is not there`);
  }
}

async function newestOf(folder: string): Promise<KeptVintages> {
  const dated = (await readdir(folder)).filter((name) =>
    /\d{4}-\d{2}-\d{2}\.csv(\.gz)?$/.test(name),
  );
  const byDate = dated.toSorted((one, other) => dateIn(one).localeCompare(dateIn(other)));
  const name = byDate.at(-1);
  if (!name)
    throw new Error(`${folder} holds no file whose name ends in a date and .csv or .csv.gz`);
  const newest = join(folder, name);
  return { newest, folder, digest: digestOf(await readFile(newest)) };
}

const dateIn = (name: string): string => /\d{4}-\d{2}-\d{2}/.exec(name)?.[0] ?? "";
const digestOf = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

async function download(address: string): Promise<Buffer> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`FLU_DATA answered with ${answer.status}`);
  if (!answer.body) throw new Error("FLU_DATA answered with nothing");
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST_BYTES) throw new Error("FLU_DATA answered with more than 64 MB");
    parts.push(value);
  }
  return Buffer.concat(parts);
}

/**
 * Written whole or not at all, and only when it can be read: one bad answer spoils nothing that is kept. What is
 * kept already is not read again: that holds up others, and the source is asked each hour.
 */
async function keep(content: Buffer, at: string, folder: string): Promise<void> {
  const known = await newestOf(folder).catch(() => undefined);
  if (known?.digest === digestOf(content)) return;
  const isGzipped = content[0] === 0x1f && content[1] === 0x8b;
  const ending = isGzipped ? ".csv.gz" : ".csv";
  const incoming = join(folder, `incoming${ending}`);
  await writeFile(incoming, content, { mode: 0o600 });
  const { week } = await readVintage(incoming).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message.replace(incoming, "it") : "";
    throw new Error(`FLU_DATA ${isAddress(at) ? "" : basename(at)} cannot be read: ${reason}`, {
      cause,
    });
  });
  await rename(incoming, join(folder, `${dateOfFluWeek(week)}${ending}`));
}
