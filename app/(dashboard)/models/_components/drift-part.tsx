import Link from "next/link";
import type { ColumnDrift } from "#db/model-drift";
import type { Unit } from "#db/units";
import { type DriftBand, driftBand, FEWEST_HOURS } from "#models/deterioration/drift";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel, type StatusTone } from "@/_components/ui/status-label";
import { hospitalTime } from "@/_lib/hospital-time";
import { columnWords } from "../column-words";
import classes from "./drift-part.module.css";
import { DriftSparkline } from "./drift-sparkline";
import { Nothing, Part } from "./part";

interface Props {
  columns: readonly ColumnDrift[];
  units: readonly Unit[];
  unit: Unit | undefined;
  hasDistribution: boolean;
}

const BANDS: Readonly<Record<DriftBand, { tone: StatusTone; words: string }>> = {
  stable: { tone: "well", words: "Stable" },
  moderate: { tone: "due", words: "Moderate" },
  shifted: { tone: "failed", words: "Shifted" },
  "too-few": { tone: "unknown", words: "Too few hours to tell" },
};

/** As many as a reader looks through; the others are a click away. */
const SHOWN_AT_FIRST = 12;

/** How far what the model is fed has moved from what it was trained on. */
export function DriftPart({ columns, units, unit, hasDistribution }: Readonly<Props>) {
  const [newest] = columns;
  return (
    <Part
      title="Inputs, against training"
      about="The population stability index of each input and of the predicted risk, over the unit’s last 24 hours: below 0.1 stable, to 0.25 moderate, above it shifted (Siddiqi, 2006). A shift says that patients or charting differ from training, not that a prediction is wrong."
      aside={hasDistribution && <UnitLinks units={units} chosen={unit} />}
    >
      {!hasDistribution && (
        <Nothing>
          Not measured: this version does not say how its inputs were distributed in training.
        </Nothing>
      )}
      {hasDistribution && !newest && (
        <Nothing>
          Nothing measured yet in this unit: it is measured ten minutes past the hour.
        </Nothing>
      )}
      {hasDistribution && newest && (
        <>
          <p className={classes.measured}>
            {newest.patientHours} patient-hours, measured{" "}
            {hospitalTime().dayAndClock(newest.measuredAt)}.
            {newest.patientHours < FEWEST_HOURS &&
              ` From fewer than ${FEWEST_HOURS} the index would cry wolf.`}
          </p>
          <DriftTable caption="Inputs that moved most" columns={columns.slice(0, SHOWN_AT_FIRST)} />
          {columns.length > SHOWN_AT_FIRST && (
            <details className={classes.others}>
              <summary>The other {columns.length - SHOWN_AT_FIRST}</summary>
              <DriftTable caption="The other inputs" columns={columns.slice(SHOWN_AT_FIRST)} />
            </details>
          )}
        </>
      )}
    </Part>
  );
}

const UnitLinks = ({
  units,
  chosen,
}: Readonly<{ units: readonly Unit[]; chosen?: Unit | undefined }>) => (
  <nav aria-label="Unit" className={classes.units}>
    {units.map(({ unitId, code, name }) => (
      <Link
        key={unitId}
        href={`/models?unit=${encodeURIComponent(code)}`}
        scroll={false}
        title={name}
        aria-current={unitId === chosen?.unitId ? "page" : undefined}
      >
        {code}
      </Link>
    ))}
  </nav>
);

function DriftTable({
  caption,
  columns,
}: Readonly<{ caption: string; columns: readonly ColumnDrift[] }>) {
  return (
    <RecordTable
      caption={caption}
      rows={columns}
      rowKey={({ name }) => name}
      empty=""
      columns={[
        { title: "Input", isHeader: true, cell: ({ name }) => columnWords(name) },
        { title: "Index", cell: ({ index }) => (index === null ? "–" : index.toFixed(3)) },
        { title: "State", cell: (column) => <Band {...column} /> },
        {
          title: "Last days",
          cell: ({ name, history }) => <DriftSparkline name={columnWords(name)} days={history} />,
        },
      ]}
    />
  );
}

function Band({ index, patientHours }: Readonly<ColumnDrift>) {
  const { tone, words } = BANDS[driftBand(index ?? undefined, patientHours)];
  return <StatusLabel tone={tone}>{words}</StatusLabel>;
}
