import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { unitsById } from "#db/units";
import { listWallDisplays } from "#db/wall-displays";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { WallDisplays } from "./_components/wall-displays";

export const metadata: Metadata = { title: "Wall displays" };

export default async function WallDisplaysPage() {
  const session = await requirePermission("wall:manage");
  const now = new Date();
  const { units, displays } = await asActor(session, async (db) => {
    const displays = await listWallDisplays(db, now);
    // A display may show units of others too; their names are no secret to who sees it on the wall.
    const shown = displays.flatMap(({ unitIds }) => unitIds);
    return { displays, units: await unitsById(db, [...session.unitIds, ...shown]) };
  });

  return (
    <>
      <Title order={1}>Wall displays</Title>
      <Text c="dimmed" mt={4} mb="lg" maw="68ch">
        Large screens that show your units to everybody who passes: beds, scores and alerts, and
        never who lies in a bed. A screen is paired once, by a link or a code, and then needs nobody
        to be signed in.
      </Text>
      <WallDisplays
        displays={displays}
        units={units.map(({ unitId, name }) => ({ unitId, name }))}
        ownUnitIds={session.unitIds}
        askedAt={now}
      />
    </>
  );
}
