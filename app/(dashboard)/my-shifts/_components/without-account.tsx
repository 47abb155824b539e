import classes from "./take-swap-dialog.module.css";

/** Colleagues who could take a shift and cannot be asked here, with what to do about it. */
export function WithoutAccount({ names }: Readonly<{ names: readonly string[] }>) {
  if (names.length === 0) return null;
  return (
    <details className={classes.others}>
      <summary>
        {names.length} {names.length === 1 ? "other could" : "others could"} take it, but{" "}
        {names.length === 1 ? "has" : "have"} no account
      </summary>
      <p>
        They cannot be asked here. Agree with one of them, then ask your charge nurse, who changes
        the roster for both of you: {names.join(", ")}.
      </p>
    </details>
  );
}
