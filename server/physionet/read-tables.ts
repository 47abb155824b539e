import { emptyTable, appendPatient, type HourTable } from "./hour-table";
import { readPatients, type IcuPatient } from "./read-patients";
import { splitPatients, type Part, type Splittable } from "./split";

/** The patients of the wanted parts as tables of hours. Reads the files twice: the split needs everyone first. */
export async function readTables<Wanted extends Part>(
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
): Promise<Record<Wanted, HourTable>> {
  const everyone: (Splittable & { hours: number })[] = [];
  for await (const patient of readPatients(dir)) {
    everyone.push({ ...patient, isSeptic: isSeptic(patient), hours: patient.hours.length });
  }
  const parts = splitPatients(everyone);
  const taken = takeEvenly(everyone, patientsAtMost);

  const partOf = (patientId: string): Wanted | undefined =>
    taken.has(patientId)
      ? (everyoneIs ?? wanted.find((part) => parts.get(patientId) === part))
      : undefined;
  const rowsOf = (part: Wanted): number =>
    everyone.reduce(
      (rows, { patientId, hours }) => rows + (partOf(patientId) === part ? hours : 0),
      0,
    );
  const tables = new Map<Wanted, HourTable>(wanted.map((part) => [part, emptyTable(rowsOf(part))]));

  let done = 0;
  for await (const patient of readPatients(dir)) {
    const part = partOf(patient.patientId);
    const table = part && tables.get(part);
    if (table) appendPatient(table, patient);
    done += 1;
    if (done % 200 === 0 || done === everyone.length) onProgress(done, everyone.length);
  }
  return Object.fromEntries(tables) as Record<Wanted, HourTable>;
}

const isSeptic = ({ hours }: IcuPatient): boolean =>
  hours.some(({ sepsisLabel }) => sepsisLabel === 1);

/** For a quick run: septic and other patients in turn from all over the files, so that few are enough. */
function takeEvenly(
  everyone: readonly (Splittable & { hours: number })[],
  atMost: number,
): Set<string> {
  if (everyone.length <= atMost) return new Set(everyone.map(({ patientId }) => patientId));
  const every = Math.ceil(everyone.length / atMost);
  return new Set(
    everyone.filter((_, index) => index % every === 0).map(({ patientId }) => patientId),
  );
}
