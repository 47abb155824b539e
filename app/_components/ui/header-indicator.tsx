import { VisuallyHidden } from "@mantine/core";
import Link from "next/link";
import classes from "./header-indicator.module.css";

export type ConnectionState = "connecting" | "live" | "reconnecting" | "ended";

const CONNECTION_WORDS: Readonly<Record<ConnectionState, string>> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  ended: "Signed out",
};

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
      <span className={classes.connection} data-state={connection}>
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.words}>{CONNECTION_WORDS[connection]}</span>
      </span>
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
