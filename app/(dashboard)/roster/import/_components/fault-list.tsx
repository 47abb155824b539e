import type { ImportPreview } from "../import-request";
import classes from "./import-wizard.module.css";

/** How many lines can be read, and what is wrong with each of the others. */
export function FaultList({ preview }: Readonly<{ preview: ImportPreview }>) {
  const { missing, dateOrder, lines, readable, faults, faultyLines } = preview;
  if (missing.length > 0)
    return <p role="status">Lines are read once a column is chosen for: {missing.join(", ")}.</p>;
  if (dateOrder === null)
    return <p role="status">Lines are read once it is known how dates are written.</p>;
  return (
    <div>
      <p role="status">
        {readable} of {lines} {lines === 1 ? "line" : "lines"} can be read
        {faultyLines > 0 ? `, ${faultyLines} cannot:` : "."}
      </p>
      {faults.length > 0 && (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        <ul className={classes.faults} tabIndex={0} aria-label="Lines with faults">
          {faults.map(({ line, column, message }) => (
            <li key={`${line} ${column ?? ""} ${message}`}>
              <span className={classes.line}>Line {line}</span>
              <span>{column ? `${column} ${message}` : message}</span>
            </li>
          ))}
        </ul>
      )}
      {faultyLines > 0 && faults.length === 100 && <p>Only the first 100 faults are listed.</p>}
    </div>
  );
}
