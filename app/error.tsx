"use client";

import { FailureNotice } from "./_components/ui/failure-notice";

interface Props {
  error: Error & { digest?: string };
  /** Asks the server again; `reset` would draw the same failure again. */
  retry: () => void;
}

export default function RootError({ error, retry }: Readonly<Props>) {
  return (
    <main>
      <FailureNotice error={error} retry={retry} />
    </main>
  );
}
