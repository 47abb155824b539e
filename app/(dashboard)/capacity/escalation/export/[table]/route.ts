import { notFound } from "next/navigation";
import { escalationHistory, escalationNow, newestEscalationOutlook } from "#db/escalation";
import { escalationRulesInForce, escalationRulesVersions } from "#db/escalation-rules";
import type { Queryable } from "#db/pool";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { exportTable } from "../../../export-table";
import { historyLines, outlookLines, parameterLines, rulesLines } from "../../escalation-lines";
import { type EscalationTable, isEscalationTable, PAST_LEVELS } from "../../escalation-tables";

type Context = Readonly<{ params: Promise<{ table: string }> }>;

/** A table of the escalation pages as a file: levels, rules and counts, no patient. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("capacity:export");
  const { table } = await params;
  if (!isEscalationTable(table)) notFound();

  return exportTable(session, {
    table: `escalation-${table}`,
    lines: () => asActor(session, (db) => readLines(db, table)),
  });
}

async function readLines(db: Queryable, table: EscalationTable): Promise<string[]> {
  const time = hospitalTime();
  switch (table) {
    case "parameters": {
      const present = await escalationNow(db);
      return parameterLines(present, (await escalationRulesInForce(db)).rules, time);
    }
    case "outlook":
      return outlookLines(await newestEscalationOutlook(db), new Date(), time);
    case "history":
      return historyLines(await escalationHistory(db, PAST_LEVELS), time);
    case "rules":
      return rulesLines(await escalationRulesVersions(db), time);
  }
}
