import Link from "next/link";
import type { Unit } from "#db/units";
import classes from "./unit-links.module.css";

interface Props {
  units: readonly Pick<Unit, "unitId" | "code" | "name">[];
  chosen: string | undefined;
  hrefOf: (code: string | undefined) => string;
  /** All of them together, where the page can show that. */
  withAll?: boolean;
}

/** The person's units as links, the shown one marked; for somebody of one unit there is nothing to choose. */
export function UnitLinks({ units, chosen, hrefOf, withAll = false }: Readonly<Props>) {
  if (units.length < 2) return null;
  return (
    <nav aria-label="Unit" className={classes.units}>
      {withAll && (
        <Link href={hrefOf(undefined)} aria-current={chosen === undefined ? "page" : undefined}>
          All units
        </Link>
      )}
      {units.map(({ unitId, code, name }) => (
        <Link
          key={unitId}
          href={hrefOf(code)}
          title={name}
          aria-current={code === chosen ? "page" : undefined}
        >
          {code}
        </Link>
      ))}
    </nav>
  );
}
