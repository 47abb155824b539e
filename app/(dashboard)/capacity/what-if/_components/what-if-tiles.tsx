"use client";

import { memo } from "react";
import {
  exceedanceRisk,
  type FanPoint,
  type Outlook,
  peakOf,
  peakOfAll,
  probableExceedances,
} from "#models/census/outlook";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { Tile, Tiles } from "../../_components/tile";
import { between, chance, expectedCount } from "../../outlook-words";

interface Props {
  tried: Outlook;
  base: Outlook;
}

/** What the scenario comes to, and what is planned beside it. */
export const WhatIfTiles = memo(function WhatIfTiles({ tried, base }: Readonly<Props>) {
  const time = useHospitalTime();
  const overUnits = (outlook: Outlook) => probableExceedances(outlook).length;
  const likeliest = ({ hospital, issuedAt }: Outlook) => {
    const risk = exceedanceRisk(hospital, issuedAt);
    return risk && chance(risk.likeliest.probability);
  };
  const transfers = tried.intensiveTransfers?.next24h;
  const planned = base.intensiveTransfers?.next24h;
  return (
    <Tiles>
      <PeakTile
        title="Peak within 72 hours"
        peak={peakOf(tried.hospital.hourly)}
        planned={peakOf(base.hospital.hourly)}
        when={time.dayAndClock}
      />
      <PeakTile
        title="Peak within 28 days"
        peak={peakOfAll(tried.hospital)}
        planned={peakOfAll(base.hospital)}
        when={time.day}
      />
      <Tile
        title="Units probably over staffed beds"
        value={`${overUnits(tried)} of ${tried.units.length}`}
        notes={[`Planned: ${overUnits(base)}`]}
      />
      <Tile
        title="Hospital over staffed beds, likeliest day"
        value={likeliest(tried) ?? "Unknown"}
        notes={[`Planned: ${likeliest(base) ?? "unknown"}`]}
      />
      <Tile
        title="Staffed beds"
        value={tried.hospital.staffedBeds}
        notes={[`Planned: ${base.hospital.staffedBeds}`]}
      />
      <Tile
        title="Transfers to intensive care, 24 hours"
        value={transfers ? transfers.mean.toFixed(1) : "Unknown"}
        notes={[
          ...(transfers ? [`80 %: ${between([transfers.low, transfers.high])}`] : []),
          `Planned: ${planned ? expectedCount(planned) : "unknown"}`,
        ]}
      />
    </Tiles>
  );
});

function PeakTile({
  title,
  peak,
  planned,
  when,
}: Readonly<{
  title: string;
  peak: FanPoint | undefined;
  planned: FanPoint | undefined;
  when: (at: number) => string;
}>) {
  return (
    <Tile
      title={title}
      value={peak?.median ?? "Unknown"}
      notes={[
        ...(peak ? [`80 %: ${between(peak.most)}; ${when(peak.at)}`] : []),
        planned ? `Planned: ${planned.median}, ${when(planned.at)}` : "Planned: unknown",
      ]}
    />
  );
}
