import { readPatients, type IcuPatient } from "./read-patients";
import { splitPatients } from "./split";

/** Whole records of the test part, taken evenly from all over the files when fewer are wanted. */
export async function readTestPatients(dir: string, atMost: number): Promise<IcuPatient[]> {
  const everyone: IcuPatient[] = [];
  for await (const patient of readPatients(dir)) everyone.push(patient);
  const parts = splitPatients(
    everyone.map(({ patientId, hospital, hours }) => ({
      patientId,
      hospital,
      isSeptic: hours.some(({ sepsisLabel }) => sepsisLabel === 1),
    })),
  );
  const test = everyone.filter(({ patientId }) => parts.get(patientId) === "test");
  const every = Math.max(1, Math.ceil(test.length / atMost));
  return test.filter((_, index) => index % every === 0);
}
