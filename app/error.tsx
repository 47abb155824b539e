"use client";

import { FailureNotice } from "./_components/ui/failure-notice";

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function RootError({ error, reset }: Readonly<Props>) {
  return (
    <main>
      <FailureNotice error={error} retry={reset} />
    </main>
  );
}
