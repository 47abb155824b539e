import type { Metadata } from "next";
import { can, type Permission } from "#models/access/permission";
import { PERMISSION_TITLES } from "#models/access/permission-title";
import { Role, ROLES } from "#models/access/role";
import { RecordTable } from "@/_components/ui/record-table";
import { requirePermission } from "@/_lib/access";
import { SectionHeading } from "../_components/section-heading";
import { Granted } from "./_components/granted";

export const metadata: Metadata = { title: "Roles" };

const PERMISSIONS = Object.entries(PERMISSION_TITLES) as [Permission, string][];

export default async function RolesPage() {
  await requirePermission("user:manage");

  return (
    <section aria-label="Roles">
      <SectionHeading title="Roles">
        What each role may do. Where it applies is decided by the units of the account.
      </SectionHeading>
      <RecordTable
        caption="What each role may do"
        rows={PERMISSIONS}
        rowKey={([permission]) => permission}
        columns={[
          { title: "Permission", isHeader: true, cell: ([, title]) => title },
          ...Role.options.map((role) => ({
            title: ROLES[role].title,
            cell: ([permission]: [Permission, string]) => (
              <Granted isGranted={can(role, permission)} />
            ),
          })),
        ]}
        empty={null}
      />
    </section>
  );
}
