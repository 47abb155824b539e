"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./admin-tabs.module.css";

const SECTIONS = [
  { href: "/admin", label: "Users" },
  { href: "/admin/roles", label: "Roles" },
  { href: "/admin/units", label: "Units and beds" },
  { href: "/admin/quarantine", label: "Held messages" },
  { href: "/admin/sessions", label: "Sessions" },
] as const;

export function AdminTabs() {
  const path = usePathname();
  return (
    <nav aria-label="Administration" className={classes.nav}>
      <ul className={classes.list}>
        {SECTIONS.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              className={classes.link}
              aria-current={path === href ? "page" : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
