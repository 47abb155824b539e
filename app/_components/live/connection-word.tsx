import classes from "./connection-word.module.css";

const WORDS = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  ended: "Signed out",
} as const;

/** Whether the board is told of every change; it stands by the title, for not every role has it in the header. */
export const ConnectionWord = ({ state }: Readonly<{ state: keyof typeof WORDS }>) => (
  <span className={classes.word} data-state={state}>
    <span className={classes.dot} aria-hidden="true" />
    {WORDS[state]}
  </span>
);
