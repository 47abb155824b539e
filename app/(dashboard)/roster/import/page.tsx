import type { Metadata } from "next";
import { Suspense } from "react";
import { appointmentPlaces } from "#db/appointments";
import { allRosters } from "#db/rosters";
import type { LiveSession } from "#db/sessions";
import { allUnits } from "#db/units";
import { TitledSection } from "@/_components/ui/titled-section";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { RosterTabs } from "../_components/roster-tabs";
import { AppointmentPlaces } from "./_components/appointment-places";
import { ImportWizard } from "./_components/import-wizard";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage() {
  const session = await requirePermission("roster:plan");
  return (
    <>
      <RosterTabs role={session.role} />
      <h1 className={classes.pageTitle}>Import</h1>
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense fallback={<p className={classes.about}>Reading rosters and places …</p>}>
        <Imports session={session} />
      </Suspense>
    </>
  );
}

async function Imports({ session }: Readonly<{ session: LiveSession }>) {
  const { rosters, places, units } = await asActor(session, async (db) => ({
    rosters: await allRosters(db),
    places: await appointmentPlaces(db, new Date()),
    units: await allUnits(db),
  }));
  return (
    <>
      <TitledSection
        title="Read a file"
        about="A CSV file of another system, its columns in any order. You see what each line says before anything is stored; a line with a fault is named and never half read."
        classes={classes}
      >
        <ImportWizard
          rosters={rosters
            .filter(({ state }) => state !== "locked")
            .map(({ rosterId, name, startsOn }) => ({ rosterId, name, startsOn }))}
        />
      </TitledSection>
      <TitledSection
        title="Places that need nurses"
        about="Appointments and theatre slots come from the scheduling system (HL7 SIU) or from a file. What is booked in a place asks for nurses of the unit that is set here, as many as are busy at once."
        classes={classes}
      >
        <AppointmentPlaces
          places={places}
          units={units.map(({ unitId, name }) => ({ unitId, name }))}
        />
      </TitledSection>
    </>
  );
}
