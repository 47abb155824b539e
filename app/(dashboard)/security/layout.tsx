import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { SectionTabs } from "@/_components/ui/section-tabs";
import { requirePermission } from "@/_lib/access";
import classes from "./layout.module.css";

const SECTIONS = [
  { href: "/security", label: "Incidents" },
  { href: "/security/audit", label: "Audit trail" },
  { href: "/security/emergency-access", label: "Emergency access" },
  { href: "/security/sessions", label: "Sessions" },
  { href: "/security/integrity", label: "System integrity" },
] as const;

export default async function SecurityLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requirePermission("incident:read");

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1} className={classes.title}>
          Security
        </Title>
        <SectionTabs label="Security" sections={SECTIONS} />
      </div>
      {children}
    </div>
  );
}
