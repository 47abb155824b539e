"use client";

import { NativeSelect } from "@mantine/core";
import { memo, useMemo } from "react";
import { HOSPITAL_CODE, type Outlook } from "#models/census/outlook";
import { MS_PER_DAY } from "#models/shared/time-range";
import { FanLegend } from "@/_components/charts/fan-chart";
import type { CountedPoint } from "@/_components/charts/fan-rows";
import { FanPanel } from "./fan-panel";
import classes from "./place-charts.module.css";

interface Props {
  outlook: Outlook;
  base?: Outlook | undefined;
  /** By code of the place. */
  counted: Readonly<Record<string, readonly CountedPoint[]>>;
  chosen: string;
  onChoose: (code: string) => void;
}

/** Days of what was counted before the hours ahead: a daily rhythm shows after two. */
const DAYS_BEFORE_HOURS = 2;
const NOTHING_COUNTED: readonly CountedPoint[] = [];

/** The hours and the days ahead of the hospital or one unit. */
export const PlaceCharts = memo(function PlaceCharts(props: Readonly<Props>) {
  const { outlook, base, counted, chosen, onChoose } = props;
  const places = [outlook.hospital, ...outlook.units];
  const place = places.find(({ code }) => code === chosen) ?? outlook.hospital;
  const planned = base && [base.hospital, ...base.units].find(({ code }) => code === place.code);
  const before = counted[place.code] ?? NOTHING_COUNTED;
  const from = outlook.issuedAt - DAYS_BEFORE_HOURS * MS_PER_DAY;
  const lately = useMemo(() => before.filter(({ at }) => at >= from), [before, from]);

  return (
    <div className={classes.charts}>
      <div className={classes.head}>
        <NativeSelect
          label="Show"
          classNames={{ root: classes.choice ?? "", label: classes.choiceLabel ?? "" }}
          data={places.map(({ code, name }) => ({
            value: code,
            label: code === HOSPITAL_CODE ? "The whole hospital" : name,
          }))}
          value={place.code}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        />
        <FanLegend {...(base && { comparedName: "Planned" })} />
      </div>
      <div className={classes.panels}>
        <FanPanel
          title="Next 72 hours"
          grain="hour"
          place={place}
          base={planned}
          counted={lately}
        />
        <FanPanel title="Next 28 days" grain="day" place={place} base={planned} counted={before} />
      </div>
    </div>
  );
});
