import { findRoster, rosterCells, rosterSettings } from "#db/rosters";
import { staffById } from "#db/staff";
import { RosterId } from "#models/rostering/roster-ids";
import { requirePermission } from "@/_lib/access";
import { recordOf } from "@/_lib/audit";
import { asActor } from "@/_lib/db";
import { refuseFrozenExport } from "@/_lib/exports";
import { rosterFileName } from "../../roster-file-name";
import { rosterLines } from "../../roster-lines";

type Context = Readonly<{ params: Promise<{ rosterId: string }> }>;

/** One roster as a file for a spreadsheet, a line for each shift. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const session = await requirePermission("roster:export");
  const rosterId = RosterId.safeParse((await params).rosterId);
  if (!rosterId.success) return notThere();

  const happening = {
    action: "roster:exported",
    permission: "roster:export",
    details: { rosterId: rosterId.data },
  } as const;
  const frozen = await refuseFrozenExport(session, happening);
  if (frozen) return frozen;

  const found = await asActor(session, async (db) => {
    const roster = await findRoster(db, rosterId.data);
    const settings = roster && (await rosterSettings(db, roster.rosterId));
    if (!settings) return undefined;
    const cells = await rosterCells(db, roster.rosterId);
    const people = await staffById(db, [...new Set(cells.map(({ personId }) => personId))]);
    return { roster, shifts: settings.shifts, cells, people };
  });
  if (!found) return notThere();
  await recordOf(session, happening);

  const { roster, shifts, cells, people } = found;
  return new Response([...rosterLines(cells, { roster, shifts, people })].join(""), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${rosterFileName(roster)}"`,
      "cache-control": "no-store",
    },
  });
}

const notThere = (): Response => new Response("There is no such roster.\n", { status: 404 });
