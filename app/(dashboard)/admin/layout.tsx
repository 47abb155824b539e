import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { requirePermission } from "@/_lib/access";
import { AdminTabs } from "./_components/admin-tabs";
import classes from "./layout.module.css";

export default async function AdminLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requirePermission("user:manage");

  return (
    <div className={classes.page}>
      <Title order={1} className={classes.title}>
        Administration
      </Title>
      <AdminTabs />
      {children}
    </div>
  );
}
