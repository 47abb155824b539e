import type { CensusUnit } from "#db/census";
import type { RisksOfInputs } from "#db/census-forecasts";
import {
  type FanPoint,
  type Outlook,
  peakOf,
  peakOfAll,
  probableExceedances,
} from "#models/census/outlook";
import { MS_PER_HOUR } from "#models/shared/time-range";
import { hospitalTime } from "@/_lib/hospital-time";
import type { BedsNow } from "../counted-beds";
import { between, chance, occupancy, risksInWords } from "../outlook-words";
import { Tile, Tiles } from "./tile";

interface Props {
  units: readonly CensusUnit[];
  now: BedsNow | undefined;
  outlook: Outlook | undefined;
  /** What the transfers were computed from. */
  risks: RisksOfInputs | undefined;
  readAt: Date;
}

/** What an administrator asks first, each with how sure it is and when it comes. */
export function OutlookTiles({ units, now, outlook, risks, readAt }: Readonly<Props>) {
  const time = hospitalTime();
  const staffed = units.reduce((sum, unit) => sum + unit.staffedBeds, 0);
  const licensed = units.reduce((sum, unit) => sum + unit.licensedBeds, 0);
  const isOld = now && readAt.getTime() - now.at.getTime() > 2 * MS_PER_HOUR;
  const countedAt = now && `Counted ${isOld ? time.dayAndClock(now.at) : time.clock(now.at)}`;

  return (
    <Tiles>
      <Tile
        title="Occupied beds"
        value={now ? `${now.occupied} of ${staffed}` : "Unknown"}
        tone={now && now.occupied > staffed ? "attention" : undefined}
        notes={
          now
            ? [
                `${occupancy(now.occupied, staffed) ?? "No"} of staffed beds; ${licensed} licensed`,
                `${countedAt}, the emergency department with it`,
              ]
            : [`${staffed} staffed, ${licensed} licensed`, "Not every unit has been counted yet"]
        }
      />
      <PeakTile
        title="Peak within 72 hours"
        peak={outlook && peakOf(outlook.hospital.hourly)}
        staffed={staffed}
        when={time.dayAndClock}
      />
      <PeakTile
        title="Peak within 28 days"
        peak={outlook && peakOfAll(outlook.hospital)}
        staffed={staffed}
        when={time.day}
      />
      <ExceedanceTile outlook={outlook} day={time.day} />
      <Tile
        title="Boarding"
        value={now ? now.boarding : "Unknown"}
        notes={[
          "Admitted as inpatients, still in the emergency department; the bed board counts those for whom a bed was asked",
          ...(countedAt ? [countedAt] : []),
        ]}
      />
      <TransfersTile outlook={outlook} risks={risks} />
    </Tiles>
  );
}

function PeakTile({
  title,
  peak,
  staffed,
  when,
}: Readonly<{
  title: string;
  peak: FanPoint | undefined;
  staffed: number;
  when: (at: number) => string;
}>) {
  if (!peak) return <Tile title={title} value="Unknown" notes={["No forecast yet"]} />;
  const above = peak.median - staffed;
  return (
    <Tile
      title={title}
      value={peak.median}
      tone={above > 0 ? "attention" : undefined}
      notes={[
        `80 %: ${between(peak.most)}`,
        `${when(peak.at)}; ${above > 0 ? `${above} over staffed` : `${-above} under staffed`}`,
      ]}
    />
  );
}

function ExceedanceTile({
  outlook,
  day,
}: Readonly<{ outlook: Outlook | undefined; day: (at: number) => string }>) {
  const title = "Units probably over staffed beds";
  if (!outlook) return <Tile title={title} value="Unknown" notes={["No forecast yet"]} />;
  const probable = probableExceedances(outlook);
  const [first] = probable;
  return (
    <Tile
      title={title}
      value={`${probable.length} of ${outlook.units.length}`}
      tone={first ? "attention" : undefined}
      notes={
        first?.firstProbable
          ? [
              `${first.place.name} first: ${chance(first.firstProbable.probability)}`,
              day(first.firstProbable.middle),
            ]
          : ["None reaches 50 % on any day", "Within 28 days"]
      }
    />
  );
}

function TransfersTile({ outlook, risks }: Readonly<Pick<Props, "outlook" | "risks">>) {
  const expected = outlook?.intensiveTransfers?.next24h;
  return (
    <Tile
      title="Transfers to intensive care, 24 hours"
      value={expected ? expected.mean.toFixed(1) : "Unknown"}
      notes={
        expected
          ? [
              `80 %: ${between([expected.low, expected.high])}`,
              ...(risks ? [risksInWords(risks)] : []),
            ]
          : ["No forecast yet"]
      }
    />
  );
}
