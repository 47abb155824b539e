import Link from "next/link";
import unitClasses from "../../_components/unit-links.module.css";
import { REPORT_WEEKS, type ReportWeeks } from "../report-query";

/** How far back. */
export const WeekLinks = ({
  chosen,
  hrefOf,
}: Readonly<{ chosen: ReportWeeks; hrefOf: (weeks: ReportWeeks) => string }>) => (
  <nav aria-label="Weeks" className={unitClasses.units}>
    {REPORT_WEEKS.map((weeks) => (
      <Link key={weeks} href={hrefOf(weeks)} aria-current={weeks === chosen ? "page" : undefined}>
        {weeks} weeks
      </Link>
    ))}
  </nav>
);
