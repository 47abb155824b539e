import { appendForecastPatient, emptyForecastTable, type ForecastTable } from "./forecast-table";
import { readPatients } from "./read-patients";
import { splitPatients, type Part, type Splittable } from "./split";

/** The patients of the wanted parts as tables of hours. Reads the files twice: the split needs everyone first. */
export async function readForecastTables<Wanted extends Part>(
  dir: string,
  wanted: readonly Wanted[],
  {
    patientsAtMost = Infinity,
    everyoneIs,
    onProgress = () => undefined,
  }: {
    patientsAtMost?: number;
    /** For data no model was made with: all of it is this part. */
    everyoneIs?: Wanted | undefined;
    onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<Record<Wanted, ForecastTable>> {
  const everyone: (Splittable & { hours: number })[] = [];
  for await (const { patientId, hospital, hours } of readPatients(dir)) {
    const isSeptic = hours.some(({ sepsisLabel }) => sepsisLabel === 1);
    everyone.push({ patientId, hospital, isSeptic, hours: hours.length });
  }
  const parts = splitPatients(everyone);
  // Some from all over the files, for a quick run.
  const every = Math.max(1, Math.ceil(everyone.length / patientsAtMost));
  const taken = new Set(
    everyone.filter((_, index) => index % every === 0).map(({ patientId }) => patientId),
  );
  const partOf = (patientId: string): Wanted | undefined =>
    taken.has(patientId)
      ? (everyoneIs ?? wanted.find((part) => parts.get(patientId) === part))
      : undefined;

  const rowsOf = (part: Wanted): number =>
    everyone.reduce(
      (rows, { patientId, hours }) => rows + (partOf(patientId) === part ? hours : 0),
      0,
    );
  const tables = new Map<Wanted, ForecastTable>(
    wanted.map((part) => [part, emptyForecastTable(rowsOf(part))]),
  );
  let done = 0;
  for await (const patient of readPatients(dir)) {
    const part = partOf(patient.patientId);
    const table = part && tables.get(part);
    if (table) appendForecastPatient(table, patient);
    done += 1;
    if (done % 200 === 0 || done === everyone.length) onProgress(done, everyone.length);
  }
  return Object.fromEntries(tables) as Record<Wanted, ForecastTable>;
}
