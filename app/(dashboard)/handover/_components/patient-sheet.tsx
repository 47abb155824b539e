import { UNREADABLE_SECTION } from "#models/handover/handover-file";
import { SECTION_TITLES } from "#models/handover/section";
import { ScoreTile } from "@/_components/live/score-tile";
import type { ShownSheet } from "../shown-handover";
import classes from "./patient-sheet.module.css";
import { SectionEditor } from "./section-editor";
import sectionClasses from "./section.module.css";
import type { Place } from "./use-section-saver";

interface Props {
  sheet: ShownSheet;
  place: Place;
  isOpen: boolean;
}

/** One patient: who, how, and the four sections of SBAR. */
export function PatientSheet({ sheet, place, isOpen }: Readonly<Props>) {
  const { encounterId, bedLabel, name, state, sections } = sheet;
  const id = `sheet-${encounterId}`;

  return (
    <article id={bedAnchor(sheet)} aria-labelledby={id} className={classes.sheet}>
      <header className={classes.head}>
        <h3 id={id} className={classes.name}>
          <span className={classes.bed}>{bedLabel}</span> {name}
        </h3>
        {state ? (
          <div className={classes.state}>
            <span className={classes.alerts} data-waiting={state.unanswered > 0 || undefined}>
              {alertsInWords(state)}
            </span>
            <span className={classes.risk}>
              Risk {state.risk ? `${state.risk.level} (${state.risk.text})` : "not known"}
            </span>
            <div className={classes.score}>
              <ScoreTile view={state.score} />
            </div>
          </div>
        ) : null}
      </header>
      <div className={classes.sections}>
        {sections.map((shown) =>
          isOpen && state ? (
            <SectionEditor key={shown.section} {...{ place, encounterId, bedLabel, shown }} />
          ) : (
            <section key={shown.section} className={sectionClasses.section}>
              <header className={sectionClasses.head}>
                <h4 className={sectionClasses.title}>{SECTION_TITLES[shown.section]}</h4>
                {shown.isWorded ? <span className={sectionClasses.worded}>worded</span> : null}
              </header>
              <p className={sectionClasses.text}>{shown.text ?? UNREADABLE_SECTION}</p>
            </section>
          ),
        )}
      </div>
    </article>
  );
}

/** Where the unit's sheet leads to. */
export const bedAnchor = ({ encounterId }: ShownSheet): string => `bed-${encounterId}`;

export function alertsInWords({
  openAlerts,
  unanswered,
}: Pick<NonNullable<ShownSheet["state"]>, "openAlerts" | "unanswered">): string {
  if (openAlerts === 0) return "No open alert";
  const open = `${openAlerts} open ${openAlerts === 1 ? "alert" : "alerts"}`;
  return unanswered > 0 ? `${open}, ${unanswered} not answered` : open;
}
