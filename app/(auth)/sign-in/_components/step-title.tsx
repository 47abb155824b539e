import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./step-title.module.css";

/** What this step of signing in is, and under it what to do. */
export const StepTitle = ({
  title,
  children,
}: Readonly<{ title: string; children?: ReactNode }>) => (
  <div className={classes.head}>
    <h1 className={classes.title}>{title}</h1>
    {children ? (
      <Text c="dimmed" mt={8}>
        {children}
      </Text>
    ) : null}
  </div>
);
