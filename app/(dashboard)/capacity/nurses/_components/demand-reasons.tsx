import { demandInWords, mixInWords } from "#models/nurse-demand/demand-words";
import type { ExplainedDemand } from "#models/nurse-demand/nurse-demand";
import { RecordTable } from "@/_components/ui/record-table";
import { hospitalTime } from "@/_lib/hospital-time";
import { intervalInWords, unitRows } from "../demand-rows";
import classes from "./demand-reasons.module.css";

interface Props {
  demand: readonly ExplainedDemand[];
  /** Percent. */
  serviceLevel: number;
}

/** How each number was found, unit by unit. */
export function DemandReasons({ demand, serviceLevel }: Readonly<Props>) {
  const time = hospitalTime();
  return (
    <section aria-labelledby="why">
      <h2 id="why" className={classes.title}>
        Why
      </h2>
      {unitRows(demand).map(({ unitId, unitName, shifts }) => (
        <details key={unitId} id={`why-${unitId}`} className={classes.unit}>
          <summary className={classes.summary}>{unitName}</summary>
          {shifts[0] && <p className={classes.about}>{mixInWords(shifts[0].mix)}</p>}
          <RecordTable
            caption={`How the nurse demand of ${unitName} was found`}
            rows={shifts}
            rowKey={({ startsAt }) => startsAt.toISOString()}
            empty=""
            columns={[
              {
                title: "Shift",
                isHeader: true,
                cell: ({ shift, startsAt }) => `${time.day(startsAt)}, ${shift}`,
              },
              {
                title: "Patients",
                cell: ({ targetPatients, patients }) =>
                  `${targetPatients} (${intervalInWords(patients)})`,
              },
              { title: `Target, ${serviceLevel} %`, cell: ({ target }) => target },
              { title: "80 % interval", cell: ({ quantiles }) => intervalInWords(quantiles) },
              { title: "Ratio minimum", cell: ({ minimum }) => minimum },
              { title: "How", cell: demandInWords },
              {
                title: "From",
                cell: ({ from }) => (from === "hours" ? "the fullest hour" : "the days around it"),
              },
            ]}
          />
        </details>
      ))}
    </section>
  );
}
