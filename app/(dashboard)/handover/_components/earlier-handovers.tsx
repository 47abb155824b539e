import Link from "next/link";
import type { ShownSignatures } from "../shown-handover";
import classes from "./earlier-handovers.module.css";

interface Props {
  handovers: readonly { href: string; period: string; signatures: ShownSignatures }[];
}

export const EarlierHandovers = ({ handovers }: Readonly<Props>) =>
  handovers.length === 0 ? null : (
    <section aria-labelledby="earlier-handovers" className={classes.section}>
      <h2 id="earlier-handovers" className={classes.title}>
        Other handovers of this unit
      </h2>
      <ul className={classes.list}>
        {handovers.map(({ href, period, signatures: { given, received } }) => (
          <li key={href}>
            <Link href={href}>{period}</Link>
            <span className={classes.signed}>
              {given ? `given by ${given.name}` : "not signed"}
              {received && `, received by ${received.name}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
