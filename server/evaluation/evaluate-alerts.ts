import { type AlertLevels, withLevels } from "#models/alerts/alert-levels";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import {
  type ReplayedAnswers,
  replayAlerts,
  type ReplayedAlert,
} from "#models/alerts/alert-replay";
import {
  type AlertYield,
  alertYield,
  type PatientYield,
  patientYield,
  YIELD_RULES,
} from "#models/alerts/alert-yield";
import {
  type AlertYieldIntervals,
  alertYieldIntervals,
} from "#models/alerts/alert-yield-intervals";
import { NEWS2_URGENT, scoreCrossings } from "#models/alerts/score-crossings";
import { groupBy } from "#models/deterioration/patient-groups";
import {
  choosePolicy,
  frontierOf,
  houseCandidates,
  levelCandidates,
  type Tried,
} from "./alert-candidates";
import type { ReplayablePatient } from "./replayable-patients";

/** A way of alerting on some patients, judged. */
export interface AlertingFigures extends AlertYield {
  intervals: AlertYieldIntervals;
}

/** One way of alerting on everybody and in each hospital. */
export interface AlertingJudged {
  name: string;
  all: AlertingFigures;
  perHospital: Record<string, AlertingFigures>;
}

/** What was chosen, on the patients that may be chosen on. */
export interface ChosenPolicies {
  /** Of those with NEWS2's own levels: what the house policy of intensive units should be. */
  house: Tried<AlertPolicy> | undefined;
  /** Where the levels may move too. */
  recommended: Tried<AlertLevels> | undefined;
  /** The steps of a budget. */
  frontier: readonly Tried<AlertLevels>[];
}

type Alerting = (patient: ReplayablePatient) => readonly ReplayedAlert[];

export const underPolicy =
  (policy: AlertPolicy, answers?: ReplayedAnswers): Alerting =>
  ({ assessments, to }) =>
    replayAlerts(assessments, policy, { until: to, ...(answers && { answers }) });

/** NEWS2 alone, each rise to 5 an alert. */
export const byCrossings: Alerting = ({ assessments, to }) =>
  scoreCrossings(assessments, { until: to });

/** NEWS2 of 5 and more alone, by the rules that alerts are reviewed with. */
export const newsAlone = (policy: AlertPolicy): AlertPolicy => ({
  ...policy,
  earlyWarningScore: {
    ...policy.earlyWarningScore,
    mediumFrom: NEWS2_URGENT,
    redScoreCounts: false,
  },
  deteriorationRisk: { ...policy.deteriorationRisk, isOn: false },
});

/** So that one can see what answering does: everybody is looked at in an hour and found to be known. */
export const ANSWERED: ReplayedAnswers = { afterMinutes: 60, disposition: "already-known" };

function yields(
  patients: readonly ReplayablePatient[],
  alerting: Alerting,
): readonly PatientYield[] {
  return patients.map((patient) =>
    patientYield({ ...patient, alerts: alerting(patient) }, YIELD_RULES),
  );
}

/** Chooses on these patients: never on those that anything is judged on. */
export function choosePolicies(
  tune: readonly ReplayablePatient[],
  { modelThreshold }: { modelThreshold: number },
  onProgress: (share: number) => void,
): ChosenPolicies {
  const base = defaultAlertPolicy("intensive");
  const houses = houseCandidates(base);
  const levels = levelCandidates(base, modelThreshold);
  let done = 0;
  const tried = <Candidate>(candidate: Candidate, policy: AlertPolicy): Tried<Candidate> => {
    onProgress((done += 1) / (houses.length + levels.length));
    return { candidate, figures: alertYield(yields(tune, underPolicy(policy))) };
  };
  const house = choosePolicy(houses.map((policy) => tried(policy, policy)));
  const byLevels = levels.map((one) => tried(one, withLevels(base, one)));
  return { house, recommended: choosePolicy(byLevels), frontier: frontierOf(byLevels) };
}

/** The figures of one way of alerting, with intervals, on everybody and by hospital. */
export function judgeAlerting(
  name: string,
  patients: readonly ReplayablePatient[],
  alerting: Alerting,
): AlertingJudged {
  const all = yields(patients, alerting);
  const byPatient = new Map(patients.map((patient, index) => [patient, all[index]]));
  const hospitals = groupBy(patients, ({ hospital }) => hospital);
  return {
    name,
    all: figuresOf(all),
    perHospital: Object.fromEntries(
      hospitals.map(([hospital, members]) => [
        hospital,
        figuresOf(members.flatMap((member) => byPatient.get(member) ?? [])),
      ]),
    ),
  };
}

const figuresOf = (patients: readonly PatientYield[]): AlertingFigures => ({
  ...alertYield(patients),
  intervals: alertYieldIntervals(patients),
});

/** Everything that is compared, judged on patients on whom nothing was chosen. */
export function judgeAlerts(
  test: readonly ReplayablePatient[],
  { recommended }: Pick<ChosenPolicies, "recommended">,
  onProgress: (name: string, share: number) => void,
): AlertingJudged[] {
  const ward = defaultAlertPolicy("ward");
  const intensive = defaultAlertPolicy("intensive");
  const ways: (readonly [name: string, alerting: Alerting])[] = [
    ["house policy, intensive units", underPolicy(intensive)],
    ["  each answered in an hour: known", underPolicy(intensive, ANSWERED)],
    ["house policy, wards", underPolicy(ward)],
    ["  each answered in an hour: known", underPolicy(ward, ANSWERED)],
    ...(recommended
      ? ([
          ["recommended levels", underPolicy(withLevels(intensive, recommended.candidate))],
        ] as const)
      : []),
    [`NEWS2 >= ${NEWS2_URGENT}, each rise`, byCrossings],
    [`NEWS2 >= ${NEWS2_URGENT}, our review rules`, underPolicy(newsAlone(ward))],
  ];
  return ways.map(([name, alerting], index) => {
    onProgress(name.trim(), index / ways.length);
    return judgeAlerting(name, test, alerting);
  });
}
