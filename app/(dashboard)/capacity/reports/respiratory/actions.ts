"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { saveWeeklyFluAdmissions } from "#db/flu-admissions";
import { saveRespiratoryReport } from "#db/respiratory-reports";
import { checkReport } from "#models/respiratory-report/check-report";
import { fluAdmissionsOf, ReportValues } from "#models/respiratory-report/report-fields";
import { isOver, parseWeek, type ReportWeek } from "#models/respiratory-report/report-week";
import type { UserId } from "#models/shared/ids";
import { action, ActionRefusal } from "@/_lib/action";
import type { ActionResult } from "@/_lib/action-result";
import { asActor } from "@/_lib/db";
import { hospitalToday } from "./read-report";

const permission = "capacity-plan:manage";

const Report = z.strictObject({
  /** The Saturday. */
  weekEndsOn: z.iso.date("Choose a week."),
  figures: ReportValues,
  /** The version that was changed; 0 where nothing was saved. */
  version: z.number().int().nonnegative(),
});
type Report = z.output<typeof Report>;
type Saved = ActionResult<{ version: number }>;

/** Keeps what is entered so far. */
export async function saveReport(input: z.input<typeof Report>): Promise<Saved> {
  return action({
    permission,
    input: Report,
    audit: ({ weekEndsOn, version }) => ({
      action: "respiratory-report:saved",
      permission,
      basis: "role",
      details: { weekEndsOn, version: version + 1 },
    }),
    run: (report, { userId }) => save(report, weekFor(report), userId, false),
  })(input);
}

/** Saves the report as what the hospital says of the week, and locks it. */
export async function submitReport(input: z.input<typeof Report>): Promise<Saved> {
  return action({
    permission,
    input: Report,
    audit: ({ weekEndsOn }) => ({
      action: "respiratory-report:submitted",
      permission,
      basis: "role",
      details: { weekEndsOn },
    }),
    run: (report, { userId }) => {
      const week = weekFor(report);
      const findings = checkReport(report.figures, week, hospitalToday());
      const error = findings.find(({ severity }) => severity === "error");
      if (error) throw new ActionRefusal("invalid-input", error.message);
      return save(report, week, userId, true);
    },
  })(input);
}

function weekFor({ weekEndsOn }: Report): ReportWeek {
  const week = parseWeek(weekEndsOn);
  if (!week) throw new ActionRefusal("invalid-input", "A reporting week ends on a Saturday.");
  if (week.startsOn > hospitalToday())
    throw new ActionRefusal("invalid-input", "This week has not begun yet.");
  return week;
}

async function save(
  { weekEndsOn, figures, version }: Report,
  week: ReportWeek,
  by: UserId,
  isSubmitted: boolean,
): Promise<{ version: number }> {
  const facts = { weekEndsOn, figures, version, by, at: new Date(), isSubmitted };
  // Half a week of admissions would look to the forecast like the end of the wave.
  const flu = isOver(week, hospitalToday()) ? fluAdmissionsOf(figures) : undefined;
  const saved = await asActor({ userId: by }, async (db) => {
    const next = await saveRespiratoryReport(db, facts);
    if (next !== undefined && flu)
      await saveWeeklyFluAdmissions(db, [{ weekEndsOn, ...flu }], "counted");
    return next;
  });
  revalidatePath("/capacity", "layout");
  if (saved === undefined)
    throw new ActionRefusal(
      "conflict",
      "A colleague has saved or submitted this report meanwhile. Your figures are still here: note what you changed, then load the page again.",
    );
  return { version: saved };
}
