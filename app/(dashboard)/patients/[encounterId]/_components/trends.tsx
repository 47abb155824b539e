"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { EncounterId } from "#models/shared/ids";
import { RiskChart, ScoreChart } from "@/_components/charts/assessment-charts";
import type { EncounterTrends } from "@/_components/charts/encounter-trends";
import { panelTable, riskTable, scoreTable } from "@/_components/charts/panel-table";
import { scoreZones } from "@/_components/charts/score-zones";
import { SignChart } from "@/_components/charts/sign-chart";
import { trendPanels } from "@/_components/charts/trend-panels";
import { TREND_RANGES, TrendRangeKey } from "@/_components/charts/trend-range";
import { TrendTable, type TrendTableProps } from "@/_components/charts/trend-table";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { Nothing, Section } from "./section";
import classes from "./trends.module.css";
import { useTrends } from "./use-trends";

interface Props {
  encounterId: EncounterId;
  initial: EncounterTrends | undefined;
  initialRange: TrendRangeKey;
  oxygenScale: 1 | 2;
  threshold: number | undefined;
  mayExport: boolean;
}

const RANGE_OPTIONS = TrendRangeKey.options.map((value) => ({
  value,
  label: TREND_RANGES[value].label,
}));

export function Trends(props: Readonly<Props>) {
  const [range, setRange] = useState(props.initialRange);
  const [areTables, setTables] = useState(false);
  const { trends, isFailed, isLoading } = useTrends(props.encounterId, range, props.initial);

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
        aria-pressed={areTables}
        onClick={() => setTables(!areTables)}
      >
        Tables
      </Button>
      {props.mayExport && (
        <Button
          component="a"
          size="compact-sm"
          variant="default"
          href={`/patients/${props.encounterId}/trends.csv?range=${range}`}
          download
          leftSection={<IconDownload size={15} aria-hidden="true" />}
        >
          CSV
        </Button>
      )}
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
          <TrendsEnd trends={trends} />
          <TrendPanels {...props} trends={trends} areTables={areTables} />
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
      Line: mean; band: lowest to highest; shading: NEWS2 points (of the systolic pressure).
    </p>
  );
}

function TrendPanels({
  trends,
  areTables,
  oxygenScale,
  threshold,
}: Readonly<Props & { trends: EncounterTrends; areTables: boolean }>) {
  const { from, to, scores, risks } = trends;
  return (
    <>
      <Panel title="NEWS2" table={scoreTable(trends)} isTable={areTables}>
        <ScoreChart scores={scores} from={from} to={to} />
      </Panel>
      <Panel title="Predicted risk" table={riskTable(trends)} isTable={areTables}>
        <RiskChart risks={risks} from={from} to={to} threshold={threshold} />
      </Panel>
      {trendPanels(trends).map((panel) => {
        const [first] = panel.series;
        const zones = first ? scoreZones(first.kind, panel.domain, oxygenScale) : [];
        const title = panel.unit ? `${panel.title}, ${panel.unit}` : panel.title;
        return (
          <Panel key={panel.key} title={title} table={panelTable(panel)} isTable={areTables}>
            <SignChart panel={panel} zones={zones} from={from} to={to} />
          </Panel>
        );
      })}
    </>
  );
}

function Panel({
  title,
  table,
  isTable,
  children,
}: Readonly<{
  title: string;
  table: TrendTableProps;
  isTable: boolean;
  children: React.ReactNode;
}>) {
  const isEmpty = table.rows.length === 0;
  const chart = (
    <div role="img" aria-label={`Chart: ${title}. The same numbers are available as a table.`}>
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
