import { z } from "zod";

/**
 * What a reader of a prediction must be able to find out about its source: the 31 attributes of
 * 45 CFR 170.315(b)(11)(iv)(B) (ONC HTI-1, 2024), in the order of the rule. The rule binds certified health
 * IT, which this is not: it is used as the list of questions that leaves none out.
 */
export const SOURCE_ATTRIBUTES = [
  { name: "developer", title: "Developer of the model, and contact" },
  { name: "funding", title: "Funding of its technical implementation" },
  { name: "output", title: "Value it produces as output" },
  {
    name: "outputKind",
    title: "Whether the output is a prediction, classification, recommendation or other",
  },
  { name: "intendedUse", title: "Intended use" },
  { name: "intendedPatients", title: "Intended patients" },
  { name: "intendedUsers", title: "Intended users" },
  { name: "decisionRole", title: "Intended role in decisions: informs, augments or replaces" },
  { name: "cautions", title: "Tasks, situations and patients for which users are cautioned" },
  { name: "knownRisks", title: "Known risks, inappropriate settings and uses, limitations" },
  { name: "trainingCriteria", title: "Inclusion and exclusion criteria of the training data" },
  { name: "demographicInputs", title: "Demographic and social variables among the inputs" },
  { name: "trainingDemographics", title: "Demographic representativeness of the training data" },
  { name: "trainingRelevance", title: "Relevance of the training data to where it is used" },
  { name: "fairnessApproach", title: "How fairness of the output was sought" },
  { name: "biasApproach", title: "How bias was managed, reduced or removed" },
  { name: "externalData", title: "Source and setting of external validation data" },
  { name: "externalTester", title: "Who conducted the external testing" },
  { name: "externalDemographics", title: "Demographic representativeness of the external data" },
  { name: "externalProcess", title: "Process of the external validation" },
  { name: "internalValidity", title: "Validity in test data of the same source" },
  { name: "internalFairness", title: "Fairness in test data of the same source" },
  { name: "externalValidity", title: "Validity in data external to the training data" },
  { name: "externalFairness", title: "Fairness in data external to the training data" },
  { name: "outcomeEvaluations", title: "Published evaluations of its effect on outcomes" },
  { name: "validityMonitoring", title: "How and how often validity is monitored over time" },
  { name: "localValidity", title: "Validity in local data" },
  { name: "fairnessMonitoring", title: "How and how often fairness is monitored over time" },
  { name: "localFairness", title: "Fairness in local data" },
  { name: "updates", title: "How and how often it is updated" },
  { name: "corrections", title: "How often performance is corrected when risks are found" },
] as const;

export const SourceAttribute = z.enum(SOURCE_ATTRIBUTES.map(({ name }) => name));
export type SourceAttribute = z.infer<typeof SourceAttribute>;

/** The answer to each, none left out: "not done" is an answer. */
export const SourceAttributes = z.record(
  SourceAttribute,
  z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
);
export type SourceAttributes = z.infer<typeof SourceAttributes>;
