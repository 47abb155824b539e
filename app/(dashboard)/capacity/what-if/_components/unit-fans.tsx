"use client";

import { memo } from "react";
import { exceedanceRisk, type Outlook, peakOf, type PlaceOutlook } from "#models/census/outlook";
import { SmallFan } from "@/_components/charts/small-fan";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { chance } from "../../outlook-words";
import { placeIn } from "../compare-rows";
import classes from "./unit-fans.module.css";

interface Props {
  tried: Outlook;
  base: Outlook;
  chosen: string;
  onChoose: (code: string) => void;
}

/** Every unit's 28 days at a glance; a press shows one large. */
export const UnitFans = memo(function UnitFans({ tried, base, chosen, onChoose }: Readonly<Props>) {
  return (
    <ul className={classes.fans} aria-label="Each unit, 28 days">
      {tried.units.map((place) => (
        <li key={place.code}>
          <button
            type="button"
            className={classes.unit}
            aria-pressed={place.code === chosen}
            onClick={() => onChoose(place.code)}
          >
            <UnitFan place={place} base={placeIn(base, place.unitId)} issuedAt={tried.issuedAt} />
          </button>
        </li>
      ))}
    </ul>
  );
});

function UnitFan({
  place,
  base,
  issuedAt,
}: Readonly<{ place: PlaceOutlook; base: PlaceOutlook | undefined; issuedAt: number }>) {
  const time = useHospitalTime();
  const peak = peakOf(place.daily);
  const risk = exceedanceRisk(place, issuedAt);
  const ends = [place, ...(base ? [base] : [])].flatMap(({ daily }) =>
    daily.map(({ nearlyAll }) => nearlyAll[1]),
  );
  return (
    <>
      <span className={classes.name}>{place.name}</span>
      <SmallFan
        label={`${place.name}: the forecast of 28 days, with what is planned as a dotted line`}
        points={place.daily}
        compared={base?.daily}
        staffedBeds={place.staffedBeds}
        highest={Math.max(place.licensedBeds, ...ends)}
      />
      <span className={classes.words}>
        {peak ? `Peak ${peak.median} of ${place.staffedBeds}, ${time.day(peak.at)}` : "No forecast"}
        {risk && (
          <span className={classes.line}>
            Over at some time of a day: {chance(risk.likeliest.probability)}
          </span>
        )}
      </span>
    </>
  );
}
