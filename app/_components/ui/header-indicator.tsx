import { VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import { type ConnectionState, ConnectionWord } from "./connection-word";
import classes from "./header-indicator.module.css";

interface Props {
  connection: ConnectionState;
  /** Where what is counted can be seen: a page, or what opens over this one. */
  opens: { href: string } | { onPress: () => void };
  /** Undefined while it is not known. */
  count: number | undefined;
  /** The count as a sentence, for who does not see it. */
  spoken: string;
  urgency: "high" | "medium" | "low" | undefined;
  /** Says the urgency without its colour. */
  mark?: string | undefined;
}

/** For the header of every page: whether the tab is live, and how many things wait for somebody. */
export function HeaderIndicator(props: Readonly<Props>) {
  const { connection, opens, count, spoken, urgency, mark } = props;
  const shown = (
    <>
      {mark && <span aria-hidden="true">{mark}</span>}
      <span aria-hidden="true">{count ?? "?"}</span>
      <VisuallyHidden>{spoken}</VisuallyHidden>
    </>
  );

  return (
    <div className={classes.indicator}>
      <ConnectionWord state={connection} />
      {"href" in opens ? (
        <Link href={opens.href} className={classes.count} data-urgency={urgency}>
          {shown}
        </Link>
      ) : (
        <button
          type="button"
          className={classes.count}
          data-urgency={urgency}
          aria-haspopup="dialog"
          onClick={opens.onPress}
        >
          {shown}
        </button>
      )}
    </div>
  );
}
