import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { SectionTabs } from "@/_components/ui/section-tabs";
import { requirePermission } from "@/_lib/access";
import classes from "./layout.module.css";

const SECTIONS = [
  { href: "/admin", label: "Users" },
  { href: "/admin/roles", label: "Roles" },
  { href: "/admin/units", label: "Units and beds" },
  { href: "/admin/gateways", label: "Gateways" },
  { href: "/admin/quarantine", label: "Held messages" },
  { href: "/admin/sessions", label: "Sessions" },
] as const;

export default async function AdminLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requirePermission("user:manage");

  return (
    <div className={classes.page}>
      <Title order={1} className={classes.title}>
        Administration
      </Title>
      <SectionTabs label="Administration" sections={SECTIONS} />
      {children}
    </div>
  );
}
