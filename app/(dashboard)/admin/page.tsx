import type { Metadata } from "next";
import { allUnits } from "#db/units";
import { staffAccounts } from "#db/users";
import { requirePermission } from "@/_lib/access";
import { asActor, identityDatabase } from "@/_lib/db";
import { UserAdministration } from "./users/_components/user-administration";

export const metadata: Metadata = { title: "Users" };

export default async function UsersPage() {
  const session = await requirePermission("user:manage");
  const now = new Date();
  const [accounts, units] = await Promise.all([
    staffAccounts(identityDatabase(), now),
    asActor(session, allUnits),
  ]);

  return (
    <UserAdministration
      accounts={accounts}
      units={units.map(({ unitId, name }) => ({ unitId, name }))}
      ownUserId={session.userId}
      askedAt={now}
    />
  );
}
