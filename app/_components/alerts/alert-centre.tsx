"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { AlertId } from "#models/shared/ids";
import { useBoardKeys } from "../live/use-board-keys";
import { AlertDrawer } from "./alert-drawer";
import { AlertToasts } from "./alert-toasts";
import { PageBadge } from "./page-badge";
import { SoundProvider } from "./sound-provider";
import { AlertCentreContext } from "./use-alert-centre";

/** Around every page: how an alert reaches the person, by ear, by notice, and in a drawer of all of them. */
export function AlertCentre({
  mayAnswer,
  children,
}: Readonly<{ mayAnswer: boolean; children: ReactNode }>) {
  const [shown, setShown] = useState<{ from: AlertId | undefined }>();
  const open = useCallback((from?: AlertId) => setShown({ from }), []);
  const close = useCallback(() => setShown(undefined), []);
  const isOpen = shown !== undefined;
  const centre = useMemo(
    () => ({ isOpen, open, close, mayAnswer }),
    [isOpen, open, close, mayAnswer],
  );
  useBoardKeys({ ".": () => open() });

  return (
    <AlertCentreContext value={centre}>
      <SoundProvider>
        {children}
        <AlertToasts />
        <AlertDrawer isOpen={isOpen} from={shown?.from} close={close} />
        <PageBadge />
      </SoundProvider>
    </AlertCentreContext>
  );
}
