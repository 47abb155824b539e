import Link from "next/link";
import type { CensusUnit } from "#db/census";
import type { UnitId } from "#models/shared/ids";
import { RecordTable } from "@/_components/ui/record-table";
import { hospitalTime } from "@/_lib/hospital-time";
import type { BedsNow } from "../counted-beds";
import { occupancy } from "../outlook-words";

interface Props {
  units: readonly CensusUnit[];
  newest: ReadonlyMap<UnitId, BedsNow>;
}

/** Beds of each unit as they were counted last. */
export function UnitsNow({ units, newest }: Readonly<Props>) {
  const time = hospitalTime();
  return (
    <RecordTable
      caption="Beds of each unit as counted last"
      rows={units.map((unit) => ({ ...unit, now: newest.get(unit.unitId) }))}
      rowKey={({ code }) => code}
      empty="The hospital has no unit yet."
      columns={[
        { title: "Unit", isHeader: true, cell: ({ name }) => name },
        { title: "Occupied", cell: ({ now }) => now?.occupied ?? "Unknown" },
        {
          title: "Staffed",
          cell: ({ staffedBeds }) => <Link href="/capacity/staffed-beds">{staffedBeds}</Link>,
        },
        { title: "Licensed", cell: ({ licensedBeds }) => licensedBeds },
        {
          title: "Of staffed",
          cell: ({ now, staffedBeds }) =>
            now ? (occupancy(now.occupied, staffedBeds) ?? "None staffed") : "Unknown",
        },
        { title: "Boarding", cell: ({ now }) => now?.boarding ?? "Unknown" },
        {
          title: "Counted",
          cell: ({ now }) => (now ? time.dayAndClock(now.at) : "Not yet"),
        },
      ]}
    />
  );
}
