import "server-only";
import { censusUnits, readableHourlyCensus } from "#db/census";
import { weeklyFluAdmissions } from "#db/flu-admissions";
import { findRespiratoryReport, type RespiratoryReport } from "#db/respiratory-reports";
import type { LiveSession } from "#db/sessions";
import type { ReportField } from "#models/respiratory-report/report-fields";
import { type ReportWeek, snapshotAt } from "#models/respiratory-report/report-week";
import { formatLocal } from "#models/shared/hospital-instant";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { countedFigures } from "./counted-figures";

export interface ReportOfWeek {
  /** Undefined while nothing was saved. */
  report: RespiratoryReport | undefined;
  /** What the system counts by itself; what it does not know is not in it. */
  counted: Partial<Record<ReportField, number>>;
  /** Its beds are the demo hospital's made-up past. */
  isMadeUp: boolean;
}

/** Today on the hospital's calendar, `yyyy-mm-dd`. */
export const hospitalToday = (): string =>
  formatLocal(new Date(), hospitalTime().timeZone).slice(0, 10);

export function readReport(session: LiveSession, week: ReportWeek): Promise<ReportOfWeek> {
  const at = snapshotAt(week, hospitalTime().timeZone);
  return asActor(session, async (db) => {
    const report = await findRespiratoryReport(db, week.endsOn);
    const units = await censusUnits(db, at);
    const hour = { from: at, to: new Date(at.getTime() + 1) };
    const census = await readableHourlyCensus(db, hour);
    const [flu] = await weeklyFluAdmissions(db, week.endsOn);
    const ofWeek = flu?.weekEndsOn === week.endsOn ? flu : undefined;
    return {
      report,
      counted: countedFigures(units, census, ofWeek),
      isMadeUp: census.some(({ source }) => source === "made-up"),
    };
  });
}
