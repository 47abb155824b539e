import type { Accuracy } from "#db/forecast-scores";
import { HorizonChart } from "@/_components/charts/horizon-chart";
import { XyChart } from "@/_components/charts/xy-chart";
import { TitledSection } from "@/_components/ui/titled-section";
import { UnitLinks } from "../../../alerts/_components/unit-links";
import { type AccuracyWeeks, isByUnit, SCORED_KINDS, type ScoredKind } from "../accuracy-query";
import { calibrationPoints, outcomesBy, together } from "../accuracy-rows";
import { ahead, score, share } from "../accuracy-words";
import { type AccuracyView, placeOf } from "../read-accuracy";
import { EmptyNotice } from "../../_components/empty-notice";
import classes from "./accuracy-report.module.css";
import { Freshness } from "./freshness";
import { OutcomeTable } from "./outcome-table";

interface Props {
  view: AccuracyView;
  query: { kind: ScoredKind; unitCode: string | undefined; weeks: AccuracyWeeks };
}

/** How forecasts turned out: all together, by place, and by how far ahead. */
export function AccuracyReport({ view, query: { kind, weeks } }: Readonly<Props>) {
  const { units, unit, rows, isHindcast } = view;
  const hrefOf = (code: string | undefined) =>
    `?kind=${kind}&weeks=${weeks}${code ? `&unit=${encodeURIComponent(code)}` : ""}`;
  return (
    <>
      {isByUnit(kind) && <UnitLinks units={units} chosen={unit?.code} hrefOf={hrefOf} withAll />}
      <Freshness issue={view.issue} isStale={view.isStale} />
      {isHindcast && (
        <p className={classes.hindcast}>
          <strong>Hindcasts.</strong> No forecast that was issued in time has been scored in these
          weeks yet. What follows was forecast afterwards, by the same model, from what was known at
          each instant of the demo hospital&rsquo;s made-up past.
        </p>
      )}
      <Outcomes rows={rows} view={view} kind={kind} />
    </>
  );
}

function Outcomes({
  rows,
  view: { units, unit },
  kind,
}: Readonly<{ rows: readonly Accuracy[]; view: AccuracyView; kind: ScoredKind }>) {
  // The hospital is the sum of its units, not one more of them.
  const ofUnits = rows.filter(
    ({ unitId, siteId, series }) => unitId !== null || siteId !== null || series !== "",
  );
  const all = together(ofUnits);
  if (!all)
    return (
      <EmptyNotice>
        Nothing of this kind has been scored in these weeks. A forecast is scored six hours after
        the time it is for, once that has been counted.
      </EmptyNotice>
    );

  const { unit: measure, stepHours } = SCORED_KINDS[kind];
  const naive = kind === "flu" ? "the last week counted" : "the same hour last week";
  const byHorizon = outcomesBy(
    ofUnits.toSorted((one, other) => one.horizonHours - other.horizonHours),
    ({ horizonHours }) => horizonHours,
  );
  return (
    <>
      <dl className={classes.tiles}>
        <Tile
          term="In the 80 % interval"
          value={share(all.covered80)}
          note={`50 %: ${share(all.covered50)}, 95 %: ${share(all.covered95)} of ${all.scored.toLocaleString("en-GB")} scored`}
        />
        <Tile
          term="Against last week"
          value={score(all.toNaive)}
          note={`Score over that of ${naive}; below 1 is better`}
        />
        <Tile
          term="Against the least possible"
          value={score(all.toIdeal)}
          note="Score over what an ideal forecaster must expect; 1 is the least"
        />
        <Tile
          term="Mean error of the median"
          value={score(all.absoluteError)}
          note={`${measure}; weighted interval score ${score(all.wis)}`}
        />
      </dl>
      <div className={classes.charts}>
        <div className={classes.chart}>
          <h2>Score by how far ahead</h2>
          <HorizonChart
            label={`Weighted interval score by how far ahead, of the forecast, of ${naive} and of an ideal forecaster. The numbers are below.`}
            unit={measure}
            points={byHorizon.map(({ key, outcome }) => ({
              ahead: ahead(key, stepHours),
              forecast: outcome.wis,
              naive: outcome.naiveWis ?? null,
              ideal: outcome.idealWis,
            }))}
          />
        </div>
        <div className={classes.chart}>
          <h2>Calibration</h2>
          <div className={classes.drawing}>
            <XyChart
              title="Calibration"
              x="Probability said"
              y="Came true"
              series={[
                { name: "Forecasts", shape: "line", points: calibrationPoints(ofUnits) },
                {
                  name: "Calibrated",
                  shape: "dashed",
                  points: [
                    { x: 0, y: 0 },
                    { x: 1, y: 1 },
                  ],
                },
              ]}
            />
          </div>
        </div>
      </div>
      <TitledSection
        title={unit ? `${unit.name} by how far ahead` : "By how far ahead"}
        classes={classes}
        about="The weighted interval score measures the whole distribution, in the unit of what is forecast; lower is better, and of a point it is the absolute error. Last week is the same hour a week before, and of flu the last week that was over, as wide as that was off. The least possible: of arrivals what chance leaves when their rate is known; of all else what the forecast itself promises, so that above it a forecast was too sure, below it too wide."
      >
        <OutcomeTable
          caption="Accuracy by how far ahead"
          first="Ahead"
          rows={byHorizon.map(({ key, outcome }) => ({ name: ahead(key, stepHours), outcome }))}
        />
      </TitledSection>
      {!unit && (
        <TitledSection
          title={PLACES[kind]}
          classes={classes}
          about={isByUnit(kind) ? "The hospital is scored on the sum of its units." : ""}
        >
          <OutcomeTable
            caption="Accuracy by place"
            first="Place"
            rows={outcomesBy(rows, (row) => placeOf(row, units)).map(({ key, outcome }) => ({
              name: key,
              outcome,
            }))}
          />
        </TitledSection>
      )}
    </>
  );
}

const PLACES: Readonly<Record<ScoredKind, string>> = {
  "census-hourly": "By unit",
  "census-daily": "By unit",
  arrivals: "By site",
  flu: "By kind of care",
};

const Tile = ({ term, value, note }: Readonly<{ term: string; value: string; note: string }>) => (
  <div className={classes.tile}>
    <dt>{term}</dt>
    <dd className={classes.value}>{value}</dd>
    <dd className={classes.note}>{note}</dd>
  </div>
);
