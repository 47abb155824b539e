import type { Metadata } from "next";
import { listGateways } from "#db/gateways";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { GatewayAdministration } from "./_components/gateway-administration";

export const metadata: Metadata = { title: "Gateways" };

export default async function GatewaysPage() {
  const session = await requirePermission("gateway:manage");
  const now = new Date();
  const gateways = await asActor(session, (db) => listGateways(db, now));
  return <GatewayAdministration gateways={gateways} askedAt={now} />;
}
