"use client";

import { createContext, useContext } from "react";

/** Asks for a second factor; true when one was shown, false when the person thought better of it. */
export type StepUp = () => Promise<boolean>;

// Where nothing stands around the page that could ask, the answer is no.
export const StepUpContext = createContext<StepUp>(async () => false);

export const useStepUp = (): StepUp => useContext(StepUpContext);
