"use client";

import { useEffect } from "react";
import { FailureNotice } from "@/_components/ui/failure-notice";
import { MS_PER_SECOND } from "#models/shared/time-range";

interface Props {
  error: Error & { digest?: string };
  /** Asks the server again; `reset` would draw the same failure again. */
  retry: () => void;
}

const RELOAD_AFTER_MS = 10 * MS_PER_SECOND;

/** Nobody stands at a wall to try again. */
export default function WallError({ error, retry }: Readonly<Props>) {
  useEffect(() => {
    const timer = setTimeout(() => window.location.reload(), RELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  return (
    <main>
      <FailureNotice error={error} retry={retry} />
    </main>
  );
}
