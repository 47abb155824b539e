import type { ReactNode } from "react";
import { ColorSchemeSwitch } from "@/_components/ui/color-scheme-switch";
import { Wordmark } from "@/_components/ui/wordmark";
import { ForecastDrawing } from "./_components/forecast-drawing";
import classes from "./layout.module.css";

/** What stands around every step of signing in. */
export default function SignInLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <div className={classes.page}>
      <aside className={classes.story} aria-hidden="true">
        <ForecastDrawing />
        <p className={classes.line}>
          See who is getting worse
          <br />
          while there is still time.
        </p>
      </aside>
      <main className={classes.main}>
        <div className={classes.scheme}>
          <ColorSchemeSwitch />
        </div>
        <div className={classes.panel}>
          <Wordmark size={36} />
          {children}
        </div>
        <p className={classes.footer}>Not for clinical use: demonstration and evaluation only.</p>
      </main>
    </div>
  );
}
