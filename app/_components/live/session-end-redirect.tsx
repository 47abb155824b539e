"use client";

import { useEffect } from "react";
import { signInPath } from "@/_lib/sign-in-path";
import { useConnection } from "./use-live";

/** Leaves the page when the server has ended the session: what is on it must not stay. */
export function SessionEndRedirect() {
  const connection = useConnection();
  const reason = connection.state === "ended" ? connection.reason : undefined;

  useEffect(() => {
    if (!reason) return;
    const { pathname, search } = window.location;
    window.location.assign(signInPath({ reason, returnTo: pathname + search }));
  }, [reason]);

  return null;
}
