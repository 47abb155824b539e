import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { SectionTabs } from "@/_components/ui/section-tabs";
import { requireSession } from "@/_lib/access";
import classes from "./layout.module.css";

const SECTIONS = [
  { href: "/account", label: "Sessions" },
  { href: "/account/password", label: "Password" },
  { href: "/account/second-factors", label: "Second factors" },
] as const;

/** What everybody settles about their own account, whatever their role. */
export default async function AccountLayout({ children }: Readonly<{ children: ReactNode }>) {
  await requireSession();

  return (
    <div className={classes.page}>
      <Title order={1} className={classes.title}>
        Your account
      </Title>
      <SectionTabs label="Your account" sections={SECTIONS} />
      {children}
    </div>
  );
}
