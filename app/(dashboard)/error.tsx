"use client";

import { FailureNotice } from "@/_components/ui/failure-notice";

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function DashboardError({ error, reset }: Readonly<Props>) {
  return <FailureNotice error={error} retry={reset} />;
}
