"use client";

import { describeTechnical } from "#models/alerts/technical-words";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { formatAge, signAgeMs } from "@/_components/live/age";
import { describeReason, isOpen, PRIORITY_MARKS } from "@/_components/live/alert-view";
import type { OrderedBed } from "@/_components/live/bed-order";
import { describePerson, viewName, viewScore, viewSigns } from "@/_components/live/bed-view";
import { viewRisk } from "@/_components/live/risk-view";
import { useAtNow } from "@/_components/live/use-live";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import classes from "./unit-census.module.css";
import { useIsPrinting } from "./use-printing";

interface Props {
  unitName: string;
  beds: readonly OrderedBed[];
  areNamesHidden: boolean;
}

/** The unit on one sheet of paper, for the handover or the day the screens are dark. Drawn only to be printed. */
export const UnitCensus = (props: Readonly<Props>) =>
  useIsPrinting() ? <CensusSheet {...props} /> : null;

const SIGN_COLUMNS = ["HR /min", "BP mmHg", "RR /min", "SpO₂ %", "T °C", "O₂"];

function CensusSheet({ unitName, beds, areNamesHidden }: Readonly<Props>) {
  const time = useHospitalTime();
  const now = useAtNow((at) => Math.floor(at / MS_PER_MINUTE) * MS_PER_MINUTE);
  const occupied = beds.filter(({ state }) => state.occupant);
  const free = beds.filter(({ state }) => !state.occupant).map(({ state }) => state.label);

  return (
    <section className={classes.sheet} aria-label="Unit census">
      <header className={classes.head}>
        <h2 className={classes.title}>{unitName}, census</h2>
        <p>
          {time.dateAndClock(now)}. {occupied.length} patients in {beds.length} beds.
          {free.length > 0 && ` Free: ${free.join(", ")}.`} Small figures are ages of values.
        </p>
      </header>
      <table className={classes.table}>
        <thead>
          <tr>
            {["Bed", "Patient", "", "NEWS2", "Risk", ...SIGN_COLUMNS, "Open alerts"].map(
              (column, index) => (
                <th key={index} scope="col">
                  {column}
                </th>
              ),
            )}
            <th scope="col" className={classes.notes}>
              Notes
            </th>
          </tr>
        </thead>
        <tbody>
          {occupied.map((bed) => (
            <CensusRow key={bed.state.bedId} bed={bed} now={now} areNamesHidden={areNamesHidden} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CensusRow({
  bed: { state, alerts, isStale },
  now,
  areNamesHidden,
}: Readonly<{ bed: OrderedBed; now: number; areNamesHidden: boolean }>) {
  const { occupant, label, score, risk, signs, feedOffsetMs, technical } = state;
  if (!occupant) return null;
  const { text, inputsShort, reasonShort } = viewScore(score, occupant.age);
  const note = reasonShort ?? inputsShort;
  const { level, text: probability } = viewRisk(risk);

  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{viewName(occupant.name, areNamesHidden)}</td>
      <td>{describePerson(occupant)}</td>
      <td>
        <strong>{text}</strong> {note && <small>{note}</small>}
      </td>
      <td>
        {level} {risk && <small>{probability}</small>}
      </td>
      {viewSigns(signs, occupant.oxygenScale, technical).map(
        ({ key, text: value, deviation, observedAt }) => (
          <td key={key} className={deviation && classes.deviating}>
            {value}
            {deviation && (deviation === "high" ? "▲" : "▼")}{" "}
            {observedAt !== undefined && (
              <small>{formatAge(signAgeMs({ observedAt }, { now, feedOffsetMs }))}</small>
            )}
          </td>
        ),
      )}
      <td>
        {isStale && <strong>Feed stale. </strong>}
        {technical.map((alarm) => `${describeTechnical(alarm).short}. `)}
        {alerts
          .filter(isOpen)
          .map((alert) => `${PRIORITY_MARKS[alert.priority].mark} ${describeReason(alert)}`)
          .join("; ")}
      </td>
      <td />
    </tr>
  );
}
