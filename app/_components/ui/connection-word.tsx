import classes from "./connection-word.module.css";

export type ConnectionState = "connecting" | "live" | "reconnecting" | "ended";

const WORDS: Readonly<Record<ConnectionState, string>> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  ended: "Signed out",
};

/** Whether the page is told of every change; where not every role has it in the header, it stands by the title. */
export const ConnectionWord = ({ state }: Readonly<{ state: ConnectionState }>) => (
  <span className={classes.word} data-state={state}>
    <span className={classes.dot} aria-hidden="true" />
    <span data-words>{WORDS[state]}</span>
  </span>
);
