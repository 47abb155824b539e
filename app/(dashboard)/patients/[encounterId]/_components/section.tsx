import type { ComponentProps, ReactNode } from "react";
import { TitledSection } from "@/_components/ui/titled-section";
import classes from "./section.module.css";

type Props = Omit<ComponentProps<typeof TitledSection>, "classes" | "about">;

/** A titled part of the patient's page. */
export const Section = (props: Readonly<Props>) => <TitledSection {...props} classes={classes} />;

export const Nothing = ({ children }: Readonly<{ children: ReactNode }>) => (
  <p className={classes.nothing}>{children}</p>
);
