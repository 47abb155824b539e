import type { ExplainedDemand, NurseMix } from "./nurse-demand";

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const rounded = (hours: number): string => String(Math.round(hours * 10) / 10);

/** How the target was found, as somebody would work it out on paper. */
export function demandInWords({
  targetPatients,
  target,
  minimum,
  decidedBy,
  mix,
}: ExplainedDemand): string {
  const patients = counted(targetPatients, "patient");
  if (target === 0) return "Nobody is expected.";
  if (decidedBy === "ratio" && minimum === target && mix.patientsPerNurse !== undefined)
    return `${patients}, one nurse to ${mix.patientsPerNurse}.`;
  if (decidedBy === "ratio") return `${patients}, one nurse to ${mix.patientsPerNurse ?? "?"}.`;
  return `${patients} × ${rounded(mix.hoursPerPatientDay ?? 0)} h a day ÷ 24 h.`;
}

/** What the mix of workload rests on, and what is not known of it. */
export function mixInWords({ patients, unknownPatients, hoursPerPatientDay }: NurseMix): string {
  if (hoursPerPatientDay === undefined) return "Workload does not count in this rule set.";
  const mean = `${rounded(hoursPerPatientDay)} nursing hours a day for each patient`;
  if (patients === 0) return `Nobody is here now: ${mean}, the least of such a unit.`;
  if (unknownPatients === 0) return `${mean}, the mean of the ${patients} who are here now.`;
  return `At least ${mean}: of ${counted(patients, "patient")} here now the workload of ${unknownPatients} is not known, and each counts as the least of such a unit.`;
}
