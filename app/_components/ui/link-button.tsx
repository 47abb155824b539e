"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

interface Props extends ButtonProps {
  href: string;
  children: ReactNode;
}

/** A link that looks like a button; for server components, which cannot hand `Link` to a client one. */
export const LinkButton = ({ href, ...button }: Readonly<Props>) => (
  <Button component={Link} href={href} {...button} />
);
