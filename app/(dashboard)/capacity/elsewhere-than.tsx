"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** What every page of a layout shows but one, which says it better itself. */
export const ElsewhereThan = ({
  path,
  children,
}: Readonly<{ path: string; children: ReactNode }>): ReactNode =>
  usePathname() === path ? null : children;
