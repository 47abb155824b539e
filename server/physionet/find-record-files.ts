import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { AppError } from "#models/shared/errors";

/** Of a file that does not say where its patients lay, the hospital is not known. */
export type Hospital = "A" | "B" | "unknown";

export interface RecordFile {
  path: string;
  /** As messages say it, from the folder that was named. */
  name: string;
  hospital: Hospital;
  bytes: number;
  /** A table holds many patients and names each; a single file holds one, named by the file. */
  layout: "table" | "single";
}

const TABLES: readonly { hospital: Hospital; names: readonly string[] }[] = [
  { hospital: "A", names: ["setA.csv.gz", "setA.csv"] },
  { hospital: "B", names: ["setB.csv.gz", "setB.csv"] },
];
const FOLDERS: readonly { hospital: Hospital; name: string }[] = [
  { hospital: "A", name: "training_setA" },
  { hospital: "B", name: "training_setB" },
];
export const SINGLE_FILE = /^(p\d{6})\.psv$/;

const WANTED =
  "setA.csv.gz, setB.csv.gz (or .csv), folders training_setA and training_setB, or files pNNNNNN.psv";

/**
 * The ICU records of a folder, in either layout of PhysioNet 2019: one table for each hospital, or a file for
 * each patient as the challenge distributes them. A folder with both would count patients twice and is refused.
 */
export async function findRecordFiles(dir: string): Promise<RecordFile[]> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new AppError("not-found", `${dir} cannot be read: name a folder with ${WANTED}`, {
      cause,
    });
  });
  const found = [
    findTables(dir, names),
    await findFolders(dir, names),
    singleFiles(dir, "", names, hospitalOfFolder(resolve(dir))),
  ].filter((files) => files.length > 0);
  const [files] = found;
  if (!files) throw new AppError("not-found", `no records in ${dir}: it needs ${WANTED}`);
  if (found.length > 1) {
    throw new AppError(
      "conflict",
      `${dir} holds records in more than one layout (${found.map(([first]) => first?.name).join(", ")}): keep one of them, or patients would count twice`,
    );
  }
  return Promise.all(files.map(async (file) => ({ ...file, bytes: (await stat(file.path)).size })));
}

type UnmeasuredFile = Omit<RecordFile, "bytes">;

function findTables(dir: string, present: readonly string[]): UnmeasuredFile[] {
  return TABLES.flatMap(({ hospital, names }) => {
    const here = names.filter((name) => present.includes(name));
    if (here.length > 1) {
      throw new AppError("conflict", `${dir} holds both ${here.join(" and ")}: keep one of them`);
    }
    return here.map((name): UnmeasuredFile => {
      return { path: join(dir, name), name, hospital, layout: "table" };
    });
  });
}

async function findFolders(dir: string, present: readonly string[]): Promise<UnmeasuredFile[]> {
  const files: UnmeasuredFile[] = [];
  for (const { hospital, name } of FOLDERS.filter((folder) => present.includes(folder.name))) {
    files.push(...singleFiles(dir, name, await readdir(join(dir, name)), hospital));
  }
  return files;
}

/** In the order of the patients' numbers. A `.psv` file that is named otherwise may not be passed over. */
function singleFiles(
  dir: string,
  folder: string,
  present: readonly string[],
  hospital: Hospital | undefined,
): UnmeasuredFile[] {
  return present
    .filter((name) => name.endsWith(".psv"))
    .sort()
    .map((file) => {
      const name = join(folder, file);
      const patientId = SINGLE_FILE.exec(file)?.[1];
      if (patientId === undefined) {
        throw new AppError(
          "invalid-input",
          `${name} is not named pNNNNNN.psv: rename or remove it`,
        );
      }
      const known = hospital ?? hospitalOfNumber(patientId);
      return { path: join(dir, name), name, hospital: known, layout: "single" };
    });
}

const hospitalOfFolder = (dir: string): Hospital | undefined =>
  FOLDERS.find(({ name }) => name === basename(dir))?.hospital;

/** The challenge numbered its public patients by hospital: A from 1 to 20,643, B from 100,001 to 120,000. */
function hospitalOfNumber(patientId: string): Hospital {
  const number = Number(patientId.slice(1));
  if (number >= 1 && number <= 20_643) return "A";
  return number >= 100_001 && number <= 120_000 ? "B" : "unknown";
}
