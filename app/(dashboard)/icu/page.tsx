import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { unitBeds } from "#db/unit-board";
import { can } from "#models/access/permission";
import type { UnitKind } from "#models/encounters/demographics";
import type { UnitId } from "#models/shared/ids";
import {
  BOARD_COOKIE,
  type BoardPreferences,
  parsePreferences,
} from "@/_components/live/board-preferences";
import { NoUnit } from "@/_components/ui/no-unit";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { identifiers } from "@/_lib/identifiers";
import { chooseOwnUnit } from "@/_lib/own-unit";
import { recordBoardView } from "@/_lib/viewing";
import { Board } from "./_components/board";
import { BoardLoading } from "./_components/board-loading";
import classes from "./page.module.css";
import { UnitTabs } from "./_components/unit-tabs";

type Props = Readonly<{ searchParams: Promise<{ unit?: string | string[] }> }>;

export const metadata = { title: "Board" };

export default async function IcuPage({ searchParams }: Props) {
  const session = await requirePermission("unit:watch");
  const preferences = parsePreferences((await cookies()).get(BOARD_COOKIE)?.value);

  const { unit: asked } = await searchParams;
  const code = asked === undefined ? undefined : String(asked);
  const { units, unit } = await chooseOwnUnit(session, code, preferences.unitCode);
  if (!unit) return <NoUnit title="No unit yet" titleClass={classes.title} />;
  await recordBoardView(session, unit.unitId);

  const heading = (
    <>
      <h1 id="unit-name" className={classes.title}>
        {unit.name}
      </h1>
      <UnitTabs units={units} current={unit.code} preferences={preferences} />
    </>
  );
  return (
    <section aria-labelledby="unit-name">
      {/* Not a loading.tsx: that would send its status of 200 before the checks above could refuse. */}
      <Suspense fallback={<BoardLoading />}>
        <UnitBoard
          session={session}
          unitId={unit.unitId}
          unitName={unit.name}
          unitKind={unit.kind}
          preferences={{ ...preferences, unitCode: unit.code }}
          canAcknowledge={can(session.role, "alert:acknowledge")}
          heading={heading}
        />
      </Suspense>
    </section>
  );
}

type UnitBoardProps = Readonly<{
  session: LiveSession;
  unitId: UnitId;
  unitName: string;
  unitKind: UnitKind;
  preferences: BoardPreferences;
  canAcknowledge: boolean;
  heading: ReactNode;
}>;

async function UnitBoard({ session, unitId, ...view }: UnitBoardProps) {
  const cipher = await identifiers();
  const beds = await asActor(session, (db) => unitBeds(db, cipher, unitId, new Date()));
  return <Board key={unitId} initial={{ unitId, beds }} {...view} />;
}
