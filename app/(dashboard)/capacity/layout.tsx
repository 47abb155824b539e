import type { ReactNode } from "react";
import { SectionTabs } from "@/_components/ui/section-tabs";
import classes from "./layout.module.css";
import { CAPACITY_SECTIONS } from "./sections";

/** The tabs over each page about capacity. It decides nothing: each page checks its own permission. */
export default function CapacityLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <div className={classes.page}>
      <SectionTabs label="Capacity" sections={CAPACITY_SECTIONS} />
      {children}
    </div>
  );
}
