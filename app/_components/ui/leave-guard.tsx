"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "./confirm-dialog";

/**
 * Asks before work that is not saved is left behind: by a link, by closing the page, by loading another.
 * Nothing while there is none.
 */
export function LeaveGuard({ isDirty, what }: Readonly<{ isDirty: boolean; what: string }>) {
  const [wanted, setWanted] = useState<string>();
  const router = useRouter();

  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const href = pathOfLink(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(href);
    };
    window.addEventListener("beforeunload", onUnload);
    // Before the link's own listener, which would have left already.
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isDirty]);

  if (!isDirty || wanted === undefined) return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      consequence={`${what} will be lost.`}
      confirmLabel="Leave"
      isBusy={false}
      onConfirm={() => router.push(wanted)}
      onClose={() => setWanted(undefined)}
    />
  );
}

/** Where a click in this tab would go to; undefined for one that stays on the page. */
function pathOfLink(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download")) return undefined;
  const { origin, pathname, search } = new URL(link.href, window.location.href);
  const isHere = pathname === window.location.pathname && search === window.location.search;
  return origin === window.location.origin && !isHere ? pathname + search : undefined;
}
