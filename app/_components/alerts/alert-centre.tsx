"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { AlertId, UnitId } from "#models/shared/ids";
import { useBoardKeys } from "../live/use-board-keys";
import { AlertDrawer } from "./alert-drawer";
import type { AlertRules } from "./alert-rules";
import { AlertToasts } from "./alert-toasts";
import { PageBadge } from "./page-badge";
import { SoundProvider } from "./sound-provider";
import { AlertCentreContext } from "./use-alert-centre";

export interface AlertCentreProps {
  /** Whether this person may acknowledge an alert, and whatever else is done about one. */
  mayAnswer: boolean;
  /** Of each of this person's units. */
  rules: readonly AlertRules[];
  children: ReactNode;
}

/** Around every page: how an alert reaches the person, by ear, by notice, and in a drawer of all of them. */
export function AlertCentre({ mayAnswer, rules, children }: Readonly<AlertCentreProps>) {
  const [shown, setShown] = useState<{ from: AlertId | undefined }>();
  const open = useCallback((from?: AlertId) => setShown({ from }), []);
  const close = useCallback(() => setShown(undefined), []);
  const isOpen = shown !== undefined;
  const rulesOf = useCallback(
    (unitId: UnitId) => rules.find((ofUnit) => ofUnit.unitId === unitId),
    [rules],
  );
  const centre = useMemo(
    () => ({ isOpen, open, close, mayAnswer, rulesOf }),
    [isOpen, open, close, mayAnswer, rulesOf],
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
