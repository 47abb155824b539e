import type { ExplainedDemand } from "#models/nurse-demand/nurse-demand";
import { hospitalTime } from "@/_lib/hospital-time";
import { intervalInWords, shiftColumns, totalOf, unitRows } from "../demand-rows";
import classes from "./demand-grid.module.css";

const LABEL = "Nurses by unit and shift";

/** Units by shifts: the target, and the interval beneath it. */
export function DemandGrid({ demand }: Readonly<{ demand: readonly ExplainedDemand[] }>) {
  const time = hospitalTime();
  const columns = shiftColumns(demand);
  return (
    // Scrollable, so it must take the keyboard's focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} role="region" aria-label={LABEL} tabIndex={0}>
      <table className={classes.table}>
        <caption className={classes.hidden}>
          Nurses needed by unit and shift, with the interval of 80 %
        </caption>
        <thead>
          <tr>
            <th scope="col">Unit</th>
            {columns.map(({ shift, startsAt, endsAt }) => (
              <th key={startsAt.getTime()} scope="col">
                <span className={classes.day}>{time.day(startsAt)}</span>
                {shift}
                <span className={classes.clock}>
                  {time.clock(startsAt)}–{time.clock(endsAt)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {unitRows(demand).map(({ unitId, unitName, shifts }) => (
            <tr key={unitId}>
              <th scope="row">
                <a href={`#why-${unitId}`}>{unitName}</a>
              </th>
              {columns.map(({ startsAt }) => (
                <Cell
                  key={startsAt.getTime()}
                  demand={shifts.find((each) => each.startsAt.getTime() === startsAt.getTime())}
                />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum of all units</th>
            {columns.map(({ startsAt }) => (
              <td key={startsAt.getTime()}>
                <strong>{totalOf(demand, startsAt)}</strong>
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const Cell = ({ demand }: Readonly<{ demand: ExplainedDemand | undefined }>) =>
  demand ? (
    <td>
      <strong>{demand.target}</strong>
      <span className={classes.interval}>{intervalInWords(demand.quantiles)}</span>
    </td>
  ) : (
    <td>
      <span className={classes.interval}>not forecast</span>
    </td>
  );
