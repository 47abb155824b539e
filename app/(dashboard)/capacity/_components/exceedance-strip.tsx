import { memo } from "react";
import {
  exceedanceDays,
  likelihoodStep,
  type Outlook,
  percent,
  type PlaceOutlook,
} from "#models/census/outlook";
import type { TimeFormat } from "@/_lib/format-time";
import { dayFrom } from "../outlook-words";
import classes from "./exceedance-strip.module.css";

interface Props {
  outlook: Outlook;
  time: TimeFormat;
  /** What it is compared with: a cell that differs says from what. */
  base?: Outlook | undefined;
}

/**
 * How likely each unit is to have more patients than staffed beds, by day: the number in each cell, and a
 * ground that says the same from afar.
 */
export const ExceedanceStrip = memo(function ExceedanceStrip(props: Readonly<Props>) {
  const { outlook, time, base } = props;
  const places = [outlook.hospital, ...outlook.units];
  const days = exceedanceDays(outlook.hospital, outlook.issuedAt);
  return (
    // Scrollable, so it must take the keyboard's focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Exceedance by day">
      <table className={classes.strip}>
        <caption className={classes.caption}>
          <span className={classes.words}>
            Probability, in percent, of more patients than staffed beds at some time of the day
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col" className={classes.name}>
              Unit
            </th>
            {days.map(({ index, from, middle }) => (
              <th key={index} scope="col" title={dayFrom(from, time)}>
                {time
                  .day(middle)
                  .split(" ")
                  .slice(0, 2)
                  .map((part) => (
                    <span key={part} className={classes.part}>
                      {part}{" "}
                    </span>
                  ))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <Row key={place.code} place={place} outlook={outlook} base={counterpart(base, place)} />
          ))}
        </tbody>
      </table>
    </div>
  );
});

const counterpart = (
  base: Outlook | undefined,
  { unitId }: PlaceOutlook,
): PlaceOutlook | undefined =>
  base && (unitId ? base.units.find((unit) => unit.unitId === unitId) : base.hospital);

function Row({
  place,
  outlook,
  base,
}: Readonly<{ place: PlaceOutlook; outlook: Outlook; base: PlaceOutlook | undefined }>) {
  return (
    <tr>
      <th scope="row" className={classes.name}>
        {place.name}
        <small>{place.staffedBeds} staffed</small>
      </th>
      {exceedanceDays(place, outlook.issuedAt).map(({ index, probability }) => {
        const before = base?.exceedanceByDay[index];
        const isChanged = before !== undefined && percent(before) !== percent(probability);
        return (
          <td key={index} data-step={likelihoodStep(probability)}>
            {percent(probability)}
            {isChanged && (
              <small>
                <span className={classes.spoken}>, planned </span>
                {percent(before)}
              </small>
            )}
          </td>
        );
      })}
    </tr>
  );
}
