import type { ReactNode } from "react";
import { TitledSection } from "@/_components/ui/titled-section";
import classes from "./part.module.css";

interface Props {
  title: string;
  about: ReactNode;
  children: ReactNode;
}

/** A titled part of the report. */
export const Part = ({ title, about, children }: Readonly<Props>) => (
  <TitledSection title={title} about={about} classes={classes}>
    {children}
  </TitledSection>
);

/** A drawing or a table with its own heading, beside or under another. */
export const Panel = ({ title, children }: Readonly<{ title: string; children: ReactNode }>) => (
  <div className={classes.panel}>
    <h3 className={classes.subtitle}>{title}</h3>
    {children}
  </div>
);
