import type { Role } from "#models/access/role";
import { can, type Permission } from "#models/access/permission";
import { SectionTabs } from "@/_components/ui/section-tabs";
import classes from "./roster-tabs.module.css";

const SECTIONS: readonly { href: string; label: string; permission: Permission }[] = [
  { href: "/roster", label: "Rosters", permission: "roster:read" },
  { href: "/roster/approvals", label: "Approvals", permission: "roster:repair" },
  { href: "/roster/cost", label: "Cost", permission: "roster:read" },
  { href: "/roster/import", label: "Import", permission: "roster:plan" },
];

/** The pages about rosters that a role may open; each checks its own permission. */
export function RosterTabs({ role }: Readonly<{ role: Role }>) {
  return (
    <div className={classes.tabs}>
      <SectionTabs
        label="Rosters"
        sections={SECTIONS.filter(({ permission }) => can(role, permission))}
      />
    </div>
  );
}
