import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./notice-page.module.css";

interface Props {
  /** The status, as a quiet mark: 403, 404. */
  code?: string;
  title: string;
  children: ReactNode;
}

/** A page that has something to say instead of something to show. */
export function NoticePage({ code, title, children }: Readonly<Props>) {
  return (
    <div className={classes.page}>
      {code ? (
        <Text className={classes.code} aria-hidden="true">
          {code}
        </Text>
      ) : null}
      <Title order={1}>{title}</Title>
      <div className={classes.body}>{children}</div>
    </div>
  );
}
