// How the files of a downtime report are called: the server writes them, the pages read them.

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z$/;

/** The folder of one report; by name they stand in the order in which they were made. */
export const reportFolder = (madeAt: Date): string => madeAt.toISOString().replaceAll(":", "-");

/** Undefined for what is no report: something else that lies there, or one that was never finished. */
export function madeAtOf(folder: string): Date | undefined {
  if (!INSTANT.test(folder)) return undefined;
  const [date = "", clock = ""] = folder.split("T");
  const madeAt = new Date(`${date}T${clock.replaceAll("-", ":")}`);
  return Number.isNaN(madeAt.getTime()) ? undefined : madeAt;
}

/** The newest of what lies in the folder; undefined when there is none. */
export const newestReport = (entries: readonly string[]): string | undefined =>
  entries
    .filter((entry) => madeAtOf(entry))
    .sort()
    .at(-1);

/** A unit's code may be any text, a file's name may not. */
export const unitFile = (unitCode: string): string => `unit-${encodeURIComponent(unitCode)}.html`;

export const INDEX_FILE = "index.html";
export const ALL_UNITS_FILE = "all-units.html";
