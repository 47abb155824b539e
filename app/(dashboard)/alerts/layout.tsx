import type { ReactNode } from "react";
import { SectionTabs } from "@/_components/ui/section-tabs";
import classes from "./layout.module.css";
import { ALERT_SECTIONS } from "./sections";

/** The tabs over each page about alerts. It decides nothing: each page checks its own permission. */
export default function AlertsLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <div className={classes.page}>
      <SectionTabs label="Alerts" sections={ALERT_SECTIONS} />
      {children}
    </div>
  );
}
