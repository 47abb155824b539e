import { burdenOf } from "#models/alerts/alert-report";
import { livePrecision } from "#models/alerts/disposition";
import type { AlertReport } from "../read-report";
import { allAnswerTimes, type ReportedUnit } from "../report-rows";
import { AnswerPart } from "./answer-part";
import { BurdenPart } from "./burden-part";
import { PrecisionPart } from "./precision-part";
import classes from "./report-view.module.css";
import { answerTime, precision, rate, share } from "./report-words";

interface Props {
  report: AlertReport;
  units: readonly ReportedUnit[];
}

/** What the alerts cost, whether they were right, and how soon somebody came. */
export function ReportView({ report, units }: Readonly<Props>) {
  const burden = burdenOf(report.counts, report.bedTime);
  if (burden.alerts === 0) return <NoAlerts bedDays={burden.bedDays} />;
  const times = allAnswerTimes(report);

  return (
    <>
      <dl className={classes.tiles}>
        <Tile
          term="Alerts per bed-day"
          value={rate(burden.perBedDay)}
          note={`${burden.alerts} alerts in ${burden.bedDays.toFixed(1)} occupied bed-days`}
        />
        <Tile
          term="Answered"
          value={share(burden.answeredShare)}
          note={`${share(burden.escalatedShare)} escalated, ${share(burden.expiredShare)} expired`}
        />
        <Tile
          term="Time to answer"
          value={answerTime(times?.medianSeconds)}
          note={`Median; ${answerTime(times?.ninetiethSeconds)} for nine in ten of the answered. ${times?.neverAnswered ?? 0} never answered.`}
        />
        <Tile
          term="Right, where somebody said"
          value={share(livePrecision(report.counts).share)}
          note={precision(livePrecision(report.counts))}
        />
      </dl>
      <BurdenPart report={report} units={units} />
      <AnswerPart report={report} units={units} />
      <PrecisionPart report={report} units={units} />
    </>
  );
}

const Tile = ({ term, value, note }: Readonly<{ term: string; value: string; note: string }>) => (
  <div className={classes.tile}>
    <dt>{term}</dt>
    <dd className={classes.value}>{value}</dd>
    <dd className={classes.note}>{note}</dd>
  </div>
);

const NoAlerts = ({ bedDays }: Readonly<{ bedDays: number }>) => (
  <p className={classes.empty}>
    {bedDays === 0
      ? "Nobody was in a bed of the unit in these weeks, and no alert was raised."
      : `No alert was raised in these weeks, in ${bedDays.toFixed(1)} occupied bed-days.`}
  </p>
);
