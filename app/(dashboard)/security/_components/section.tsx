import type { ComponentProps } from "react";
import { TitledSection } from "@/_components/ui/titled-section";
import classes from "./section.module.css";

type Props = Omit<ComponentProps<typeof TitledSection>, "classes" | "about">;

/** A titled part of an officer's page. */
export const Section = (props: Readonly<Props>) => <TitledSection {...props} classes={classes} />;

/** The same on a ground of its own. */
export const Card = (props: Readonly<Props>) => (
  <div className={classes.card}>
    <Section {...props} />
  </div>
);
