import type { Metadata } from "next";
import { allBeds, allSites, allUnits } from "#db/units";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { SectionHeading } from "../_components/section-heading";
import { AddUnit } from "./_components/add-unit";
import { UnitCard } from "./_components/unit-card";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Units and beds" };

export default async function UnitsPage() {
  const session = await requirePermission("unit:manage");
  const { sites, units, beds } = await asActor(session, async (db) => ({
    sites: await allSites(db),
    units: await allUnits(db),
    beds: await allBeds(db),
  }));

  return (
    <section aria-label="Units and beds">
      <SectionHeading title="Units and beds" actions={<AddUnit sites={sites} />}>
        A bed can be taken out of use while it is empty. Who is in a bed is not shown here.
      </SectionHeading>
      {units.length === 0 ? <p className={classes.empty}>No unit yet. Add the first one.</p> : null}
      <div className={classes.units}>
        {units.map((unit) => (
          <UnitCard
            key={unit.unitId}
            unit={unit}
            beds={beds.filter(({ unitId }) => unitId === unit.unitId)}
          />
        ))}
      </div>
    </section>
  );
}
