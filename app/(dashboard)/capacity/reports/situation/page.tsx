import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { RecordTable } from "@/_components/ui/record-table";
import { PrintButton } from "@/_components/ui/print-button";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import type { TimeFormat } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { oneOf } from "@/_lib/search-parameter";
import { RedrawOnForecast } from "../../_components/redraw-on-forecast";
import { chance } from "../../outlook-words";
import { DayChooser } from "../_components/day-chooser";
import { dateInWords } from "../../date-words";
import { hospitalToday } from "../respiratory/read-report";
import classes from "./page.module.css";
import { pastDay, readSituation } from "./read-situation";
import { staleNotes } from "./situation";
import {
  type Cell,
  SITUATION_TABLE_LIST,
  SITUATION_TABLES,
  type SituationTable,
} from "./situation-tables";
import fileClasses from "../../_components/file-link.module.css";
import { PageHead } from "../../_components/page-head";
import { TablesLoading } from "../../_components/tables-loading";

type Props = Readonly<{ searchParams: Promise<{ day?: string | string[] }> }>;

export const metadata: Metadata = { title: "Situation report" };

export default async function SituationPage({ searchParams }: Props) {
  const session = await requirePermission("capacity:read");
  const today = hospitalToday();
  const day = pastDay(oneOf((await searchParams).day), today);
  return (
    <div className={classes.sheet}>
      <PageHead title={`Situation report${day ? `, ${dateInWords(day)}` : ""}`}>
        <PrintButton />
      </PageHead>
      <RedrawOnForecast />
      <DayChooser day={day} today={today} />
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense key={day} fallback={<TablesLoading />}>
        <Sheet session={session} day={day} />
      </Suspense>
    </div>
  );
}

async function Sheet({
  session,
  day,
}: Readonly<{ session: LiveSession; day: string | undefined }>) {
  const situation = await readSituation(session, day);
  const time = hospitalTime();
  const mayExport = can(session.role, "capacity:export");
  return (
    <>
      <p className={classes.asOf}>
        {day ? "At the end of the day, " : "As of "}
        {time.dateAndClock(situation.at)} ({time.timeZone})
      </p>
      <section aria-label="What to know of these figures" className={classes.notes}>
        <ul>
          {staleNotes(situation, time).map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </section>
      {SITUATION_TABLE_LIST.map((name) => {
        const table = SITUATION_TABLES[name](situation, time);
        return (
          <TitledSection
            key={name}
            title={table.title}
            about={table.about}
            aside={
              mayExport && (
                <a
                  href={`/capacity/reports/situation/${name}${day ? `?day=${day}` : ""}`}
                  download
                  className={fileClasses.file}
                  aria-label={`CSV file: ${table.title}`}
                >
                  CSV file
                </a>
              )
            }
            classes={classes}
          >
            <TableOnSheet table={table} time={time} />
          </TitledSection>
        );
      })}
    </>
  );
}

const TableOnSheet = ({ table, time }: Readonly<{ table: SituationTable; time: TimeFormat }>) => (
  <RecordTable
    caption={table.title}
    rows={(table.onSheet ?? table).rows}
    rowKey={(row) => row.slice(0, 3).map(String).join(" ")}
    empty={table.empty}
    columns={(table.onSheet ?? table).columns.map(({ title, isShare }, index) => ({
      title,
      isHeader: index === 0,
      cell: (row: readonly Cell[]) => inWords(row[index], isShare, time),
    }))}
  />
);

/** As the file has it; on the sheet a day is written as everywhere else. */
const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

function inWords(cell: Cell, isShare: boolean | undefined, time: TimeFormat): string {
  if (cell === undefined) return "Unknown";
  if (cell instanceof Date) return time.dayAndClock(cell);
  if (typeof cell === "string" && CALENDAR_DATE.test(cell)) return dateInWords(cell);
  return isShare && typeof cell === "number" ? chance(cell) : String(cell);
}
