import { readPatients, type IcuPatient } from "./read-patients";
import { splitPatients, type Part, type Splittable } from "./split";

export interface ReadPartsOptions<Wanted extends Part> {
  patientsAtMost?: number;
  /** For data no model was made with: all of it is this part. */
  everyoneIs?: Wanted | undefined;
  onProgress?: (done: number, total: number) => void;
}

/** What the patients of a part are put into, one after the other. */
export interface TableKind<Table> {
  empty: (rows: number) => Table;
  append: (table: Table, patient: IcuPatient) => void;
}

/** The patients of the wanted parts as tables of hours. Reads the files twice: the split needs everyone first. */
export async function readParts<Wanted extends Part, Table>(
  dir: string,
  wanted: readonly Wanted[],
  { empty, append }: TableKind<Table>,
  {
    patientsAtMost = Infinity,
    everyoneIs,
    onProgress = () => undefined,
  }: ReadPartsOptions<Wanted> = {},
): Promise<Record<Wanted, Table>> {
  const { everyone, parts } = await surveyParts(dir);
  const taken = idsOf(takeEvenly(everyone, patientsAtMost));
  const partOf = (patientId: string): Wanted | undefined =>
    taken.has(patientId)
      ? (everyoneIs ?? wanted.find((part) => parts.get(patientId) === part))
      : undefined;
  const rowsOf = (part: Wanted): number =>
    everyone.reduce(
      (rows, { patientId, hours }) => rows + (partOf(patientId) === part ? hours : 0),
      0,
    );
  const tables = new Map<Wanted, Table>(wanted.map((part) => [part, empty(rowsOf(part))]));

  let done = 0;
  for await (const patient of readPatients(dir)) {
    const part = partOf(patient.patientId);
    const table = part && tables.get(part);
    if (table) append(table, patient);
    done += 1;
    if (done % 200 === 0 || done === everyone.length) onProgress(done, everyone.length);
  }
  return Object.fromEntries(tables) as Record<Wanted, Table>;
}

/** Whole records of one part, evenly from all over the files when fewer are wanted. */
export async function readRecords(dir: string, part: Part, atMost: number): Promise<IcuPatient[]> {
  const { everyone, parts } = await surveyParts(dir);
  const members = everyone.filter(({ patientId }) => parts.get(patientId) === part);
  const taken = idsOf(takeEvenly(members, atMost));
  const records: IcuPatient[] = [];
  for await (const patient of readPatients(dir)) {
    if (taken.has(patient.patientId)) records.push(patient);
  }
  return records;
}

type SizedPatient = Splittable & { hours: number };

async function surveyParts(
  dir: string,
): Promise<{ everyone: readonly SizedPatient[]; parts: ReadonlyMap<string, Part> }> {
  const everyone: SizedPatient[] = [];
  for await (const { patientId, hospital, hours } of readPatients(dir)) {
    const isSeptic = hours.some(({ sepsisLabel }) => sepsisLabel === 1);
    everyone.push({ patientId, hospital, isSeptic, hours: hours.length });
  }
  return { everyone, parts: splitPatients(everyone) };
}

/** Septic and other patients in turn from all over the files, so that few are enough for a quick look. */
function takeEvenly<Item>(items: readonly Item[], atMost: number): Item[] {
  const every = Math.max(1, Math.ceil(items.length / atMost));
  return items.filter((_, index) => index % every === 0);
}

const idsOf = (patients: readonly { patientId: string }[]): Set<string> =>
  new Set(patients.map(({ patientId }) => patientId));
