"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type MouseEvent, useState } from "react";
import type { EncounterId } from "#models/shared/ids";
import { RiskChart, ScoreChart } from "@/_components/charts/assessment-charts";
import type { EncounterTrends } from "@/_components/charts/encounter-trends";
import {
  describeFanPoint,
  type ForecastPanel,
  withFans,
} from "@/_components/charts/forecast-panels";
import type { ForecastView } from "@/_components/charts/forecast-view";
import { AlertTimeline } from "@/_components/charts/alert-timeline";
import { panelTable, riskTable, scoreTable, stepTable } from "@/_components/charts/panel-table";
import { scoreZones } from "@/_components/charts/score-zones";
import { SignChart } from "@/_components/charts/sign-chart";
import { trendPanels } from "@/_components/charts/trend-panels";
import { TREND_RANGES, TrendRangeKey } from "@/_components/charts/trend-range";
import { TrendTable, type TrendTableProps } from "@/_components/charts/trend-table";
import type { BoardBed } from "@/_components/live/board-reducer";
import { requireFreshFactor } from "@/_components/second-factor/step-up-actions";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { useAction } from "@/_components/ui/use-action";
import { Nothing, Section } from "./section";
import classes from "./trends.module.css";
import { useForecast } from "./use-forecast";
import { useTrends } from "./use-trends";

interface Props {
  encounterId: EncounterId;
  initial: EncounterTrends | undefined;
  initialRange: TrendRangeKey;
  oxygenScale: 1 | 2;
  /** Undefined once the patient is in no bed: nothing is forecast then. */
  bed: BoardBed | undefined;
  isWatched: boolean;
  mayExport: boolean;
}

const RANGE_OPTIONS = TrendRangeKey.options.map((value) => ({
  value,
  label: TREND_RANGES[value].label,
}));

export function Trends(props: Readonly<Props>) {
  const [range, setRange] = useState(props.initialRange);
  const [areTables, setTables] = useState(false);
  const [isForecast, setForecast] = useState(true);
  const forecast = useForecast(props);
  const { trends, isFailed, isLoading } = useTrends(props.encounterId, range, props.initial);

  const { isBusy, run } = useAction();

  // Fetched only once the second factor is fresh: a refused file would take the place of this page.
  const download = async (event: MouseEvent<HTMLAnchorElement>) => {
    const { href } = event.currentTarget;
    event.preventDefault();
    if (await run(requireFreshFactor)) window.location.assign(href);
  };

  const controls = (
    <div className={classes.controls}>
      <SegmentedControl
        size="xs"
        aria-label="Time range"
        data={RANGE_OPTIONS}
        value={range}
        onChange={(value) => setRange(TrendRangeKey.parse(value))}
      />
      <Button
        size="compact-sm"
        variant="default"
        aria-pressed={isForecast}
        onClick={() => setForecast(!isForecast)}
      >
        Forecast
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-pressed={areTables}
        onClick={() => setTables(!areTables)}
      >
        Tables
      </Button>
      {props.mayExport ? (
        <Button
          component="a"
          size="compact-sm"
          variant="default"
          href={`/patients/${props.encounterId}/trends.csv?range=${range}`}
          onClick={(event: MouseEvent<HTMLAnchorElement>) => void download(event)}
          loading={isBusy}
          leftSection={<IconDownload size={15} aria-hidden="true" />}
        >
          CSV
        </Button>
      ) : null}
    </div>
  );

  return (
    <Section title="Trends" aside={controls}>
      {isFailed && (
        <p role="status" className={classes.failed}>
          The trends could not be read; trying again. What is shown is old.
        </p>
      )}
      {trends ? (
        <div data-loading={isLoading} className={classes.panels}>
          <div>
            <TrendsEnd trends={trends} />
            {isForecast && <ForecastNote forecast={forecast} range={range} />}
          </div>
          <TrendPanels
            {...props}
            trends={trends}
            forecast={isForecast && range !== TOO_SHORT ? forecast : undefined}
            areTables={areTables}
          />
        </div>
      ) : (
        <Nothing>{isLoading ? "Loading…" : "No sign has been recorded for this patient."}</Nothing>
      )}
    </Section>
  );
}

function TrendsEnd({ trends }: Readonly<{ trends: EncounterTrends }>) {
  const time = useHospitalTime();
  return (
    <p className={classes.end}>
      {time.dayAndClock(trends.from)} to {time.dayAndClock(trends.to)}, the newest observation.
      Line: mean; band: lowest to highest; shading: NEWS2 points (of the systolic pressure); upright
      lines: an alert was raised.
    </p>
  );
}

/** Six hours ahead would leave one hour of what was measured a seventh of the chart. */
const TOO_SHORT: TrendRangeKey = "1h";

/** What the fans are, when they were made, and which are missing for what reason. */
function ForecastNote({
  forecast,
  range,
}: Readonly<{ forecast: ForecastView; range: TrendRangeKey }>) {
  const time = useHospitalTime();
  const { issuedAt, problem, withheld } = forecast;
  if (problem) return <p className={classes.end}>{problem}</p>;
  if (range === TOO_SHORT)
    return <p className={classes.end}>The forecast is drawn in ranges of 4 h and more.</p>;
  return (
    <p className={classes.end}>
      {issuedAt === undefined
        ? "No forecast."
        : `Dashed: forecast of the next 6 h, issued at ${time.clock(issuedAt)}, with the 80 % interval; not an alarm.`}
      {withheld.length > 0 && ` Not forecast: ${withheld.join(", ")}.`}
    </p>
  );
}

function TrendPanels({
  trends,
  forecast,
  areTables,
  oxygenScale,
  bed,
}: Readonly<
  Props & { trends: EncounterTrends; forecast: ForecastView | undefined; areTables: boolean }
>) {
  const { from, scores, risks, steps } = trends;
  const { fans = [], issuedAt } = forecast ?? {};
  const to = Math.max(trends.to, ...fans.flatMap(({ hours }) => hours.map(({ at }) => at)));
  const raisedAt = steps.filter(({ isRaised }) => isRaised).map(({ at }) => at);
  return (
    <>
      <Panel title="Alerts and actions" table={stepTable(steps)} isTable={areTables} isText>
        <AlertTimeline steps={steps} from={from} to={to} />
      </Panel>
      <Panel title="NEWS2" table={scoreTable(trends)} isTable={areTables}>
        <ScoreChart scores={scores} from={from} to={to} raisedAt={raisedAt} />
      </Panel>
      <Panel title="Predicted risk" table={riskTable(trends)} isTable={areTables}>
        <RiskChart {...{ risks, from, to, raisedAt }} threshold={bed?.state.risk?.threshold} />
      </Panel>
      {withFans(trendPanels(trends), fans, issuedAt).map((panel) => {
        const [first] = panel.series;
        const zones = first ? scoreZones(first.kind, panel.domain, oxygenScale) : [];
        const title = panel.unit ? `${panel.title}, ${panel.unit}` : panel.title;
        return (
          <Panel
            key={panel.key}
            title={title}
            words={inWords(panel)}
            table={panelTable(panel)}
            isTable={areTables}
          >
            <SignChart {...{ panel, zones, from, to, issuedAt, raisedAt }} />
          </Panel>
        );
      })}
    </>
  );
}

/** Where the forecast ends, for who does not see the fan. */
const inWords = ({ fans, series, digits }: ForecastPanel): string =>
  fans
    .flatMap(({ kind, points }) => {
      const last = points.at(-1);
      const label = series.find((each) => each.kind === kind)?.label ?? "";
      return last ? [`Forecast of ${label} in 6 h: ${describeFanPoint(last, digits)}.`] : [];
    })
    .join(" ");

function Panel({
  title,
  words = "",
  table,
  isTable,
  isText = false,
  children,
}: Readonly<{
  title: string;
  words?: string;
  table: TrendTableProps;
  isTable: boolean;
  /** What is drawn can be read as it is. */
  isText?: boolean;
  children: React.ReactNode;
}>) {
  const isEmpty = table.rows.length === 0;
  const chart = isText ? (
    children
  ) : (
    <div
      role="img"
      aria-label={`Chart: ${title}. ${words} The same numbers are available as a table.`}
    >
      {children}
    </div>
  );
  return (
    <figure className={classes.panel}>
      <figcaption className={classes.caption}>{title}</figcaption>
      {isEmpty && <Nothing>Nothing in this range.</Nothing>}
      {!isEmpty && (isTable ? <TrendTable {...table} /> : chart)}
    </figure>
  );
}
