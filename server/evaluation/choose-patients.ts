import type { ModelCard } from "#models/deterioration/model-card";
import { AppError } from "#models/shared/errors";
import { type Part, splitPatients } from "../physionet/split";
import type { Survey, SurveyedPatient } from "./survey-records";

export interface Choice {
  patients: readonly SurveyedPatient[];
  /** In words for whoever reads the figures. */
  reason: string;
}

/**
 * Whom to evaluate. Patients whom the model was made with would flatter it, so of its own development records only
 * the test part is taken; they are known by the card, which counts the patients and hours of each part.
 */
export function choosePatients(
  { patients }: Survey,
  { data }: Pick<ModelCard, "data">,
  { named, everybody }: { named?: ReadonlySet<string> | undefined; everybody: boolean },
): Choice {
  if (named) return chooseNamed(patients, named);
  if (everybody) return { patients, reason: "everybody in the folder" };
  const parts = developmentParts(patients, data);
  return parts
    ? {
        patients: parts.test,
        reason:
          "these are the records the model was made with: its test part alone (--all for everybody)",
      }
    : { patients, reason: "everybody in the folder" };
}

/**
 * The records in the parts the model was made with; undefined when they are others, so that nobody knows who of
 * them taught it.
 */
export function developmentParts(
  patients: Survey["patients"],
  data: ModelCard["data"],
): Record<Part, SurveyedPatient[]> | undefined {
  const parts = splitPatients(patients);
  const of = (part: Part): SurveyedPatient[] =>
    patients.filter(({ patientId }) => parts.get(patientId) === part);
  const found = { train: of("train"), tune: of("tune"), test: of("test") };
  const isDevelopment = (["train", "tune", "test"] as const).every((part) => {
    const hours = found[part].reduce((sum, patient) => sum + patient.hours, 0);
    return found[part].length === data.patients[part] && hours === data.hours[part];
  });
  return isDevelopment ? found : undefined;
}

function chooseNamed(patients: readonly SurveyedPatient[], named: ReadonlySet<string>): Choice {
  const found = patients.filter(({ patientId }) => named.has(patientId));
  const missing = named.size - found.length;
  if (found.length === 0) {
    throw new AppError("not-found", `none of the ${named.size} patients of --ids is in the folder`);
  }
  const reason = missing === 0 ? "" : `; ${missing} of its ${named.size} are not in the folder`;
  return { patients: found, reason: `those of --ids${reason}` };
}
