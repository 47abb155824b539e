import type { FanPoint } from "#models/census/outlook";
import type { TimeFormat } from "@/_lib/format-time";
import { Tile, Tiles } from "../../_components/tile";
import { between } from "../../outlook-words";
import type { FluOutlook } from "../read-flu";

const IN_A_WEEK = 6;
const IN_TWO_WEEKS = 13;

/** What is asked first: how many come this week and next, and how many beds they take. */
export function FluTiles({ flu, time }: Readonly<{ flu: FluOutlook; time: TimeFormat }>) {
  const [this_, next] = flu.series("general");
  const [thisIntensive, nextIntensive] = flu.series("intensive");
  const newest = flu.own.at(-1);
  return (
    <Tiles>
      <Tile
        title="Counted last"
        value={newest ? newest.general + newest.intensive : "Unknown"}
        notes={
          newest
            ? [
                `${newest.intensive} of them intensive`,
                `Week to ${time.day(atNoon(newest.weekEndsOn))}`,
              ]
            : ["No week was counted yet"]
        }
      />
      <WeekTile general={this_} intensive={thisIntensive} time={time} />
      <WeekTile general={next} intensive={nextIntensive} time={time} />
      <BedsTile title="Beds with flu in a week" flu={flu} day={IN_A_WEEK} time={time} />
      <BedsTile title="Beds with flu in two weeks" flu={flu} day={IN_TWO_WEEKS} time={time} />
    </Tiles>
  );
}

/** Dates are days on the hospital's calendar: noon is on that day in every zone but those at its edge. */
const atNoon = (date: string): number => Date.parse(`${date}T12:00:00Z`);

/** A number stays with its word where the line is too short for both. */
const byKind = (general: FanPoint, intensive: FanPoint): string =>
  `${general.median}\u00a0general, ${intensive.median}\u00a0intensive`;

function WeekTile({
  general,
  intensive,
  time,
}: Readonly<{
  general: FanPoint | undefined;
  intensive: FanPoint | undefined;
  time: TimeFormat;
}>) {
  const title = "Admissions expected";
  if (!general || !intensive)
    return <Tile title={title} value="Unknown" notes={["No forecast yet"]} />;
  return (
    <Tile
      title={`${title}, week to ${time.day(general.at - 1)}`}
      value={byKind(general, intensive)}
      notes={[
        `General, 80 %: ${between(general.most)}`,
        `Intensive, 80 %: ${between(intensive.most)}`,
      ]}
    />
  );
}

function BedsTile({
  title,
  flu,
  day,
  time,
}: Readonly<{ title: string; flu: FluOutlook; day: number; time: TimeFormat }>) {
  const general = flu.series("general-beds")[day];
  const intensive = flu.series("intensive-beds")[day];
  if (!general || !intensive)
    return <Tile title={title} value="Unknown" notes={["No forecast yet"]} />;
  return (
    <Tile
      title={`${title}, ${time.day(general.at)}`}
      value={byKind(general, intensive)}
      notes={[
        `General, 80 %: ${between(general.most)}`,
        `Intensive, 80 %: ${between(intensive.most)}`,
      ]}
    />
  );
}
