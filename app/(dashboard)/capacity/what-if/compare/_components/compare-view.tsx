"use client";

import { Loader } from "@mantine/core";
import Link from "next/link";
import type { CensusInputs } from "#models/census/census-inputs";
import type { Outlook } from "#models/census/outlook";
import { MS_PER_DAY } from "#models/shared/time-range";
import { SmallFan } from "@/_components/charts/small-fan";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { chance, expectedBeds } from "../../../outlook-words";
import { compareRows, type PlaceResult } from "../../compare-rows";
import { type ListedScenario, scenarioHref } from "../../listed-scenario";
import { hoursPerPatientDay, peakNurseHours } from "../../nurse-hours";
import { type PlannedUnit } from "../../scenario-draft";
import { scenarioPhrases } from "../../scenario-phrases";
import { type ComputedOutlook, useOutlooks } from "../use-outlooks";
import classes from "./compare-view.module.css";

/** So narrow that the words of a column still stand well; below that the table is scrolled. */
const FIRST_COLUMN_PX = 150;
const COLUMN_PX = 190;

interface Props {
  inputs: CensusInputs;
  units: readonly PlannedUnit[];
  /** Up to three; each can be computed. */
  scenarios: readonly ListedScenario[];
}

/** As planned and under each scenario, a column each. */
export function CompareView({ inputs, units, scenarios }: Readonly<Props>) {
  const computed = useOutlooks(inputs, [{}, ...scenarios.map(({ scenario }) => scenario ?? {})]);
  const outlooks = computed.map((each) => (each.state === "computed" ? each.outlook : undefined));
  const rows = compareRows(outlooks);
  const perPatient = hoursPerPatientDay(inputs);
  const highest = Math.max(
    1,
    ...outlooks.flatMap((outlook) =>
      outlook ? outlook.hospital.daily.map(({ nearlyAll }) => nearlyAll[1]) : [],
    ),
  );

  return (
    // Scrollable, so it must take the keyboard's focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Scenarios side by side">
      <table
        className={classes.table}
        style={{ minWidth: FIRST_COLUMN_PX + COLUMN_PX * (1 + scenarios.length) }}
      >
        <caption className={classes.caption}>Scenarios side by side</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">As planned</th>
            {scenarios.map(({ scenarioId, name }) => (
              <th key={scenarioId} scope="col">
                <Link href={scenarioHref(scenarioId)}>{name}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Assumes</th>
            <td>Nothing otherwise</td>
            {scenarios.map(({ scenarioId, scenario }) => (
              <td key={scenarioId}>{scenarioPhrases(scenario ?? {}, units).join("; ")}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">Hospital, 28 days</th>
            {computed.map((each, index) => (
              <td key={index}>
                <HospitalFan computed={each} base={outlooks[0]} highest={highest} />
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">
              Nursing hours a day, at most<small>With the acuity of now</small>
            </th>
            {outlooks.map((outlook, index) => (
              <td key={index}>
                {outlook && <NurseHours outlook={outlook} perPatient={perPatient} />}
              </td>
            ))}
          </tr>
          {rows.map(({ code, name, results }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              {results.map((result, index) => (
                <td key={index}>{result ? <Result result={result} /> : null}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HospitalFan({
  computed,
  base,
  highest,
}: Readonly<{ computed: ComputedOutlook; base: Outlook | undefined; highest: number }>) {
  if (computed.state === "computing") return <Loader size="sm" aria-label="Computing" />;
  if (computed.state === "failed")
    return computed.problem === "impossible"
      ? "Cannot be: no unit is left for the patients of a closed one."
      : "Could not be computed.";
  const { hospital } = computed.outlook;
  return (
    <SmallFan
      label="The hospital’s beds over 28 days, with what is planned as a dotted line"
      points={hospital.daily}
      compared={base?.hospital.daily}
      staffedBeds={hospital.staffedBeds}
      highest={Math.max(highest, hospital.staffedBeds)}
    />
  );
}

function NurseHours({
  outlook,
  perPatient,
}: Readonly<{ outlook: Outlook; perPatient: ReturnType<typeof hoursPerPatientDay> }>) {
  const time = useHospitalTime();
  const peak = peakNurseHours(outlook.units, perPatient);
  if (!peak) return "Unknown";
  return `${Math.round(peak.hours)} h, ${time.day(outlook.issuedAt + (peak.dayIndex + 1) * MS_PER_DAY)}`;
}

function Result({ result }: Readonly<{ result: PlaceResult }>) {
  const time = useHospitalTime();
  const { peak28d, peak72h, risk, staffedBeds } = result;
  return (
    <ul className={classes.result}>
      {peak72h && <li>72 h: {expectedBeds(peak72h)}</li>}
      {peak28d && (
        <li>
          28 d: {expectedBeds(peak28d)}, {time.day(peak28d.at)}
        </li>
      )}
      {risk && (
        <li data-probable={risk.probableDays > 0 || undefined}>
          Over {staffedBeds} staffed: {chance(risk.likeliest.probability)},{" "}
          {time.day(risk.likeliest.middle)}
          {risk.probableDays > 0 &&
            `; probable on ${risk.probableDays} ${risk.probableDays === 1 ? "day" : "days"}`}
        </li>
      )}
    </ul>
  );
}
