"use client";

import { FailureNotice } from "@/_components/ui/failure-notice";

interface Props {
  error: Error & { digest?: string };
  retry: () => void;
}

/** Under the tabs: a part that did not come leaves the way to the others open. */
export default function CapacityError({ error, retry }: Readonly<Props>) {
  return <FailureNotice error={error} retry={retry} />;
}
