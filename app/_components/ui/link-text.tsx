"use client";

import { Anchor, type AnchorProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

interface Props extends AnchorProps {
  href: string;
  children: ReactNode;
}

/** A link in a text or a table; for server components, which cannot hand `Link` to a client one. */
export const LinkText = ({ href, ...anchor }: Readonly<Props>) => (
  <Anchor component={Link} href={href} {...anchor} />
);
