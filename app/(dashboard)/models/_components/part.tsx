import type { ComponentProps, ReactNode } from "react";
import { TitledSection } from "@/_components/ui/titled-section";
import classes from "./part.module.css";

/** A titled part of the page of models. */
export const Part = (props: Readonly<Omit<ComponentProps<typeof TitledSection>, "classes">>) => (
  <TitledSection {...props} classes={classes} />
);

export const Nothing = ({ children }: Readonly<{ children: ReactNode }>) => (
  <p className={classes.nothing}>{children}</p>
);
