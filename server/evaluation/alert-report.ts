import { type AlertLevels } from "#models/alerts/alert-levels";
import type { AlertPolicy } from "#models/alerts/alert-policy";
import { YIELD_RULES } from "#models/alerts/alert-yield";
import { GOAL } from "./alert-candidates";
import type { AlertingFigures, AlertingJudged, ChosenPolicies } from "./evaluate-alerts";
import { tableOf } from "./text-table";

/** What a person reads; every figure of it is in the JSON too. */
export function alertReportOf({
  version,
  chosen,
  judged,
}: {
  version: string;
  chosen: ChosenPolicies;
  judged: readonly AlertingJudged[];
}): string {
  const { patients = 0, events = 0, patientDays = 0 } = judged[0]?.all ?? {};
  const hospitals = Object.keys(judged[0]?.perHospital ?? {});
  return [
    `model ${version}; test patients: ${count(patients)} (${count(events)} with an onset), ${count(Math.round(patientDays))} patient-days`,
    "in brackets 95 % intervals, patients drawn again with replacement; nobody answers unless it is said",
    `any time: patients with an alert raised before onset; ${YIELD_RULES.lookBackHours} h: raised in the ${YIELD_RULES.lookBackHours} h before it; open: raised or still open in them`,
    `right: alerts followed by onset within ${YIELD_RULES.horizonHours} h; lead: median, of those in the ${YIELD_RULES.lookBackHours} h; night: of 22 to 6 if alerts were spread`,
    "evenly, for the records have no time of day; asks: raised or become worse\n",
    tableOf("All causes together, on the test patients", [
      HEAD,
      ...judged.map(({ name, all }) => [name, ...cellsOf(all, true)]),
    ]),
    ...hospitals.map((hospital) =>
      tableOf(`Hospital ${hospital}`, [
        HEAD,
        ...judged.flatMap(({ name, perHospital }) => {
          const figures = perHospital[hospital];
          return figures ? [[name, ...cellsOf(figures, true)]] : [];
        }),
      ]),
    ),
    chosenText(chosen),
    goalText(judged),
  ].join("\n");
}

const HEAD = [
  "",
  "alerts/day",
  "asks/day",
  "any time",
  "12 h",
  "open",
  "right",
  "lead",
  "night",
  "time under alert",
];

function cellsOf(figures: AlertingFigures, withIntervals: boolean): string[] {
  const { intervals } = figures;
  const between = (
    interval: readonly [number, number] | undefined,
    text: (value: number) => string,
  ): string => (withIntervals && interval ? ` (${text(interval[0])}-${text(interval[1])})` : "");
  const number = (value: number): string => value.toFixed(2);
  const percent = (value: number): string => (value * 100).toFixed(1);
  const told = (value: number | undefined, text: (value: number) => string): string =>
    value === undefined ? "–" : text(value);
  return [
    told(figures.alertsPerPatientDay, number) + between(intervals.alertsPerPatientDay, number),
    told(figures.asksPerPatientDay, number),
    told(figures.sensitivity, percent) + between(intervals.sensitivity, percent),
    told(figures.sensitivityInWindow, percent) + between(intervals.sensitivityInWindow, percent),
    told(figures.underAlertBeforeEvent, percent),
    told(figures.positivePredictiveValue, percent) +
      between(intervals.positivePredictiveValue, percent),
    told(figures.medianLeadHours, (hours) => `${hours} h`),
    told(figures.alertsPerPatientDay, (value) => number(value / 3)),
    told(figures.timeUnderAlert, (value) => `${percent(value)} %`),
  ];
}

function chosenText({ house, recommended }: ChosenPolicies): string {
  const line = (what: string, text: string | undefined): string =>
    `${what}: ${text ?? "no candidate keeps the goal"}`;
  return [
    "Chosen on the tune patients alone",
    line("  house policy, intensive units", house && policyInWords(house.candidate)),
    line("  recommended levels", recommended && levelsInWords(recommended.candidate)),
    "",
  ].join("\n");
}

const policyInWords = ({
  earlyWarningScore,
  deteriorationRisk,
  recoveryMinutes,
}: AlertPolicy): string =>
  [
    earlyWarningScore.redScoreCounts ? "a single 3 counts" : "a single 3 does not count",
    `better after ${recoveryMinutes} min`,
    `${earlyWarningScore.rearmMargin} points below the level`,
    `${deteriorationRisk.rearmShare} of the risk's level`,
  ].join(", ");

const levelsInWords = ({ mediumFrom, highFrom, riskThreshold, recovery }: AlertLevels): string =>
  `NEWS2 ${mediumFrom} and ${highFrom}, risk ${riskThreshold ?? "of the model"}, better after ${recovery} min`;

/** The goal is of policies: both figures of one and the same. */
function goalText(judged: readonly AlertingJudged[]): string {
  const kept = judged
    .filter(
      ({ all }) =>
        (all.alertsPerPatientDay ?? Infinity) <= GOAL.alertsPerPatientDay &&
        (all.sensitivity ?? 0) >= GOAL.sensitivity,
    )
    .map(({ name }) => name.trim());
  return `At most ${GOAL.alertsPerPatientDay} alerts per patient-day with at least ${GOAL.sensitivity * 100} % caught before onset: ${kept.length > 0 ? kept.join("; ") : "none of them"}\n`;
}

const count = (value: number): string => value.toLocaleString("en");
