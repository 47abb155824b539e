import { AppError } from "#models/shared/errors";
import { readPatients, type Hospital, type ReadProgress } from "../physionet/read-patients";

export interface SurveyedPatient {
  patientId: string;
  hospital: Hospital;
  /** False where labels are absent. */
  isSeptic: boolean;
  hours: number;
}

export interface Survey {
  patients: readonly SurveyedPatient[];
  isLabelled: boolean;
}

/**
 * Reads the whole folder once before anything is computed: a malformed line in the last file is told in seconds,
 * and everything after it knows how much there is to do.
 */
export async function surveyRecords(
  dir: string,
  onProgress: (progress: ReadProgress) => void,
): Promise<Survey> {
  const patients: SurveyedPatient[] = [];
  let labelled = 0;
  for await (const { patientId, hospital, hours } of readPatients(dir, { onProgress })) {
    patients.push({
      patientId,
      hospital,
      isSeptic: hours.some(({ sepsisLabel }) => sepsisLabel === 1),
      hours: hours.length,
    });
    if (hours.every(({ sepsisLabel }) => sepsisLabel !== undefined)) labelled += 1;
  }
  if (labelled > 0 && labelled < patients.length) {
    throw new AppError(
      "invalid-input",
      `${patients.length - labelled} of ${patients.length} patients in ${dir} have no SepsisLabel: label all, or evaluate the labelled ones in a folder of their own`,
    );
  }
  return { patients, isLabelled: labelled > 0 };
}
