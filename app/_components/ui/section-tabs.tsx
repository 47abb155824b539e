"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./section-tabs.module.css";

interface Section {
  href: string;
  label: string;
}

/** The pages of one workplace, the present one marked. */
export function SectionTabs({
  label,
  sections,
}: Readonly<{ label: string; sections: readonly Section[] }>) {
  const path = usePathname();
  return (
    <nav aria-label={label} className={classes.nav}>
      <ul className={classes.list}>
        {sections.map((section) => (
          <li key={section.href}>
            <Link
              href={section.href}
              className={classes.link}
              aria-current={path === section.href ? "page" : undefined}
            >
              {section.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
