import { cookies } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { unitBeds } from "#db/unit-board";
import { findUnitByCode, unitsById } from "#db/units";
import { can } from "#models/access/permission";
import type { UnitId } from "#models/shared/ids";
import {
  BOARD_COOKIE,
  type BoardPreferences,
  parsePreferences,
} from "@/_components/live/board-preferences";
import { requirePermission, requireUnit } from "@/_lib/access";
import { database } from "@/_lib/db";
import { recordBoardView } from "@/_lib/viewing";
import { Board } from "./_components/board";
import { BoardLoading } from "./_components/board-loading";
import classes from "./page.module.css";
import { UnitTabs } from "./_components/unit-tabs";

type Props = Readonly<{ searchParams: Promise<{ unit?: string | string[] }> }>;

export const metadata = { title: "Board" };

export default async function IcuPage({ searchParams }: Props) {
  const session = await requirePermission("unit:watch");
  const units = await unitsById(database(), session.unitIds);
  const preferences = parsePreferences((await cookies()).get(BOARD_COOKIE)?.value);

  const { unit: asked } = await searchParams;
  const unit = await chosenUnit(units, { asked, remembered: preferences.unitCode });
  if (!unit) return <NoUnit />;
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
          unitId={unit.unitId}
          unitName={unit.name}
          preferences={{ ...preferences, unitCode: unit.code }}
          canAcknowledge={can(session.role, "alert:acknowledge")}
          heading={heading}
        />
      </Suspense>
    </section>
  );
}

type UnitBoardProps = Readonly<{
  unitId: UnitId;
  unitName: string;
  preferences: BoardPreferences;
  canAcknowledge: boolean;
  heading: ReactNode;
}>;

async function UnitBoard({ unitId, ...view }: UnitBoardProps) {
  const beds = await unitBeds(database(), unitId, new Date());
  return <Board key={unitId} initial={{ unitId, beds }} {...view} />;
}

type Units = Awaited<ReturnType<typeof unitsById>>;

async function chosenUnit(
  units: Units,
  { asked, remembered }: { asked: string | string[] | undefined; remembered: string | undefined },
) {
  if (asked === undefined) return units.find(({ code }) => code === remembered) ?? units[0];

  const own = units.find(({ code }) => code === asked);
  // Not one of theirs: the check that answers 403 or 404 decides which.
  return own ?? requireUnit((await findUnitByCode(database(), String(asked)))?.unitId ?? "");
}

const NoUnit = () => (
  <section aria-labelledby="no-unit">
    <h1 id="no-unit" className={classes.title}>
      No unit yet
    </h1>
    <p>You are not assigned to a unit. A system administrator can assign you to one.</p>
  </section>
);
