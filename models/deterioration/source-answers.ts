import type { Figures, Interval95, Metrics, ModelCard } from "./model-card";
import { SOURCE_ATTRIBUTES, type SourceAttribute, SourceAttributes } from "./source-attributes";

type Card = Pick<ModelCard, "data" | "predicts" | "intendedUse" | "limits" | "metrics">;

/** Answers the 31 questions for a version: what people decided in words, what was measured from its card. */
export function sourceAttributesOf(card: Card): SourceAttributes {
  const answers: Readonly<Record<SourceAttribute, string>> = {
    ...aboutUse(card),
    ...aboutTraining(card),
    ...aboutValidity(card),
    ...IN_SERVICE,
  };
  // In the order of the rule, so that a reader of the file finds them where the rule has them.
  return SourceAttributes.parse(
    Object.fromEntries(
      SOURCE_ATTRIBUTES.map(({ name, title }) => [name, { title, text: answers[name] }]),
    ),
  );
}

const aboutUse = ({ predicts, intendedUse, limits }: Card) => ({
  developer:
    "The Wardcast project, which publishes the model, its code and this card together. Contact: the issue tracker of the repository it was obtained from.",
  funding: "None: no grant, sponsor or customer paid for the model or its implementation.",
  output: `${predicts} A number from 0 to 1 beside the level at which an alert is raised, with the inputs that moved it most.`,
  outputKind: "A prediction. It recommends no treatment and makes no diagnosis.",
  intendedUse,
  intendedPatients:
    "Adults of 16 years or more whose vital signs are charted at least hourly, as in an intensive or high-dependency unit. None is predicted for a child, nor from fewer than three of seven signs of the last 24 hours.",
  intendedUsers:
    "Nurses and charge nurses of the patient's own unit, who also see the signs themselves and NEWS2.",
  decisionRole:
    "Informs. It is shown beside NEWS2, never instead of it, and changes nothing by itself: the response to a patient follows the hospital's own policy.",
  cautions:
    "Children; pregnancy and childbirth; patients outside intensive care; patients on palliative pathways; patients in whom few tests are taken; a sensor that is loose, swapped or stuck. A low risk is no reassurance about a patient who looks unwell.",
  knownRisks: limits.join(" "),
});

const aboutTraining = ({ data }: Card) => ({
  trainingCriteria: `Included: every patient of ${data.source}: ${data.window}. The publishers kept stays of at least eight hours and ended septic records soon after onset. Excluded by us: nobody; single values that no body could show are passed over, as they are in service.`,
  demographicInputs:
    "Age and sex are inputs. Race, ethnicity, language, sexual orientation, gender identity, insurance, address and other social determinants are not: the training data do not hold them.",
  trainingDemographics: `Known for age, sex and unit alone. ${count(data.patients.train)} adults trained it, from two hospitals of one country. Whether they represent other populations by race, ethnicity or social circumstances cannot be told from the data.`,
  trainingRelevance:
    "Intensive care of two hospitals of the United States in the years before 2019. A general ward, another country, another charting habit or a newer practice of testing is outside it; how far the inputs of this hospital differ is measured daily and shown on the page of models.",
  fairnessApproach:
    "No constraint of fairness is part of training. Length of stay and counts since admission are left out on purpose, since they follow how a hospital works and not how a patient is. Figures are given by group where the card has them, so that a difference is seen.",
  biasApproach:
    "Missing values are told to the network as missing, hours without laboratory values are added in training so that thin charting does not decide, and the level of alerts is chosen on patients apart from those that judge it. Bias that lies in the training data itself is not corrected.",
});

const aboutValidity = ({ data, metrics }: Card) => ({
  externalData: metrics.unseenHospitals
    ? "No data of another source. The nearest to it: trained on one of the two hospitals and judged on the other, which then is a hospital never seen."
    : "None: validated on no data but those of the two hospitals it was trained on.",
  externalTester: "Nobody. No party outside the project has tested it.",
  externalDemographics: "Not applicable: there are no external data.",
  externalProcess: "Not done.",
  internalValidity: `${onTestPatients(metrics)} Split: ${data.split}.`,
  internalFairness: metrics.subgroups
    ? `Measured for ${metrics.subgroups.length} groups by ${kindsOf(metrics).join(", ")}; ${spreadOf(metrics)} Not measured by race, ethnicity or social circumstances, which the data do not hold.`
    : "Not measured for this version, apart from the two hospitals: " + byHospital(metrics.model),
  externalValidity: metrics.unseenHospitals
    ? metrics.unseenHospitals
        .map(
          ({ trainedOn, testedOn, auroc, utility, utility95 }) =>
            `Trained on hospital ${trainedOn}, on ${testedOn}: AUROC ${figure(auroc)}, normalised utility ${figure(utility)}${interval(utility95)}.`,
        )
        .join(" ")
    : "Not measured.",
  externalFairness: "Not measured.",
});

const IN_SERVICE = {
  outcomeEvaluations:
    "None. Nobody has studied what becomes of patients because this model is shown.",
  validityMonitoring:
    "Continuously, from what nurses say of its alerts: their share that was right, by unit and week, with its interval and with how many were answered. Daily, from its inputs and outputs: the population stability index of each against the training hours, by unit. Both are on the page of models.",
  localValidity:
    "Measured only as the share of alerts that nurses judged right, on the page of models. Patients it missed are not counted: there is no local record of who deteriorated.",
  fairnessMonitoring:
    "By unit alone, with the same two measures. Not by age or sex: what is kept for monitoring names no patient and holds no attribute of one.",
  localFairness: "Not measured.",
  updates:
    "As versions, when the project trains one; no schedule. Each comes with its own card and figures. Nothing is learnt from the patients of this hospital, and no version changes by itself: its files are refused when they are not those of their manifest.",
  corrections:
    "No schedule. An operator can take the model out of service at any time by removing its version; the wards then see NEWS2 alone, and are told so.",
};

const onTestPatients = ({ patients, septicPatients, hours, ...metrics }: Metrics): string => {
  const { auroc, hourMatchedAuroc, utility, first48HoursUtility, burden } = metrics.model;
  return [
    `On ${count(patients)} patients that it never saw (${count(hours)} hours, ${count(septicPatients)} septic):`,
    `AUROC ${figure(auroc)}${interval(metrics.modelAuroc95)}, within equal lengths of stay ${figure(hourMatchedAuroc)};`,
    `normalised utility ${figure(utility)}${interval(metrics.modelUtility95)}, in the first 48 hours ${figure(first48HoursUtility)};`,
    `expected calibration error ${metrics.calibration.expectedCalibrationError.toFixed(4)};`,
    `${burden.alarmsPerPatientDay.toFixed(2)} alarms per patient-day, of which ${percent(burden.positivePredictiveValue)} were right, for ${percent(burden.caughtShare)} of septic patients.`,
    `NEWS2 on the same hours: AUROC ${figure(metrics.baselines.earlyWarningScore.auroc)}.`,
  ].join(" ");
};

const kindsOf = ({ subgroups = [] }: Metrics): string[] => [
  ...new Set(subgroups.map(({ kind }) => kind)),
];

function spreadOf({ subgroups = [] }: Metrics): string {
  const aurocs = subgroups.flatMap(({ auroc }) => (auroc === undefined ? [] : [auroc]));
  if (aurocs.length < 2) return "no figure can be compared between them.";
  return `their AUROC lies between ${figure(Math.min(...aurocs))} and ${figure(Math.max(...aurocs))}.`;
}

const byHospital = ({ aurocByHospital: { A, B } }: Figures): string =>
  `AUROC ${figure(A)} at A and ${figure(B)} at B.`;

const figure = (value: number): string => value.toFixed(3);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const count = (value: number): string => value.toLocaleString("en-GB");
const interval = (range: Interval95 | undefined): string =>
  range ? ` (95 % interval ${figure(range[0])} to ${figure(range[1])})` : "";
