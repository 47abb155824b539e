import type { SystemStatus } from "../realtime/board";
import { type Html, markup } from "../shared/markup";
import { selfContainedPage } from "../shared/self-contained-page";
import type { TimeFormat } from "../shared/time-format";
import { censusRow, type CensusRow, type DatedValue, SIGN_TITLES } from "./census-row";
import { ALL_UNITS_FILE, unitFile } from "./report-files";
import { patientsIn, type UnitCensus } from "./unit-census";

interface Making {
  madeAt: Date;
  time: TimeFormat;
}

const STYLE = `
@page { size: A4 landscape; margin: 8mm; }
body { margin: 12px; color: #000; background: #fff; font: 10pt/1.25 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0 0 2px; font-size: 14pt; line-height: 1.2; }
h2 { margin: 12px 0 2px; font-size: 11pt; }
p { margin: 0 0 4px; }
section + section { break-before: page; margin-top: 24px; }
.warning { padding: 3px 6px; border: 2px solid #000; font-weight: 700; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 8pt; line-height: 1.15; }
caption { padding-bottom: 3px; font-size: 8.5pt; text-align: left; }
th, td { padding: 2px 3px; border: 1px solid #777; text-align: left; vertical-align: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
small { display: block; color: #333; font-size: 6.5pt; line-height: 1.15; }
.value { font-size: 9.5pt; font-weight: 700; white-space: nowrap; }
.alert { margin: 0 0 2px; min-width: 13em; }
.notes { min-width: 18mm; }
@media print { body { margin: 0; } .screen { display: none; } section + section { margin-top: 0; } .scroll { overflow: visible; } }
`;

const NOT_KNOWN = "— not known";

/** A unit's part of the report; made once, for its own page and for that of all units. */
export interface ReportedUnit {
  unit: UnitCensus;
  section: Html;
}

export const reportUnit = (unit: UnitCensus, making: Making): ReportedUnit => ({
  unit,
  section: unitSection(unit, making),
});

/** One unit on paper that needs nothing but a browser, or nothing at all once it is printed. */
export const unitPage = ({ unit, section }: ReportedUnit, { madeAt, time }: Making): string =>
  selfContainedPage({
    title: `Downtime report: ${unit.name}, ${time.dateAndClock(madeAt)}`,
    style: STYLE,
    body: section,
  });

/** Every unit, one after the other, each on a new sheet. */
export const allUnitsPage = (units: readonly ReportedUnit[], { madeAt, time }: Making): string =>
  selfContainedPage({
    title: `Downtime report: all units, ${time.dateAndClock(madeAt)}`,
    style: STYLE,
    body: markup`${units.map(({ section }) => section)}`,
  });

function unitSection(unit: UnitCensus, { madeAt, time }: Making): Html {
  const { beds, alerts, system } = unit.snapshot;
  const rows = beds.flatMap((bed) => {
    const medicalRecord = bed.occupant && unit.medicalRecords.get(bed.occupant.encounterId);
    return censusRow(bed, alerts, { madeAt: madeAt.getTime(), time, medicalRecord }) ?? [];
  });
  const free = beds.filter(({ occupant }) => !occupant).map(({ label }) => label);

  return markup`<section>
    <h1>${unit.name} (${unit.code}): downtime report</h1>
    <p>
      <strong>Made at ${time.dateAndClock(madeAt)}</strong> (${time.timeZone}). Everything is as of
      then or earlier; under each value stand its time and how old it was. ▲ and ▼: above and below
      what scores 0 in NEWS2. Check at the bedside before you act.
    </p>
    ${warnings(system).map((warning) => markup`<p class="warning">${warning}</p>`)}
    <p>
      ${rows.length} ${rows.length === 1 ? "patient" : "patients"} in ${beds.length}
      beds.${free.length > 0 ? ` Free: ${free.join(", ")}.` : ""}
    </p>
    ${rows.length > 0 ? censusTable(rows) : markup`<p>Nobody was in a bed of this unit.</p>`}
  </section>`;
}

/** What was not working when it was made, and so is older or missing. */
function warnings({ database, scoring, model, feed }: SystemStatus): string[] {
  return [
    ...(database === "down"
      ? [
          "The database was away: admissions, moves, new alerts and answers to alerts since then may be missing. Go by signs and scores.",
        ]
      : []),
    ...(scoring === "down" ? ["Scoring was down: scores and risks were not renewed."] : []),
    ...(model === "in-service" ? [] : ["No prediction of risk was in service: NEWS2 alone."]),
    ...(feed === "silent" ? ["No bedside message was coming in: signs were not renewed."] : []),
  ];
}

const censusTable = (rows: readonly CensusRow[]): Html =>
  markup`<div class="scroll" role="region" aria-label="Census" tabindex="0">
    <table>
      <thead>
        <tr>
          ${["Bed", "Patient", "NEWS2", "Risk (alert at 1×)", ...SIGN_TITLES, "Open alerts", "Notes"].map((title) => markup`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              <th scope="row">${row.bed}</th>
              <td>
                <strong>${row.name}</strong>${row.facts.map((fact) => markup`<small>${fact}</small>`)}
              </td>
              ${[row.score, row.risk, ...row.signs].map((value) => markup`<td>${valueCell(value)}</td>`)}
              <td>
                ${row.alerts.length > 0 ? row.alerts.map((alert) => markup`<div class="alert">${alert}</div>`) : "None open"}
                ${row.technical === undefined ? undefined : markup`<div class="alert">${row.technical}</div>`}
              </td>
              <td class="notes"></td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;

const valueCell = ({ text, note, asOf }: DatedValue): Html =>
  markup`${
    text === undefined ? markup`${NOT_KNOWN}` : markup`<span class="value">${text}</span>`
  }${note ? markup`<small>${note}</small>` : undefined}${
    asOf ? markup`<small>${asOf.clock}</small><small>${asOf.age} old</small>` : undefined
  }`;

interface Index extends Making {
  /** Where the files lie, seen from the index. */
  folder: string;
  /** When earlier ones were made, with their folders; newest first. */
  earlier: readonly { madeAt: Date; folder: string }[];
}

/** Where to begin: the units of the newest report, and the reports before. It names no patient. */
export function indexPage(
  units: readonly UnitCensus[],
  { madeAt, time, folder, earlier }: Index,
): string {
  const body = markup`<h1>Downtime report</h1>
    <p>
      <strong>Made at ${time.dateAndClock(madeAt)}</strong> (${time.timeZone}). If it is much later
      now, the system that makes it has stopped.
    </p>
    <p><a href="${folder}/${ALL_UNITS_FILE}">All units, for printing</a></p>
    <table>
      <caption>
        Units
      </caption>
      <thead>
        <tr>
          <th scope="col">Unit</th>
          <th scope="col">Patients</th>
          <th scope="col">Beds</th>
          <th scope="col">Alerts not answered</th>
        </tr>
      </thead>
      <tbody>
        ${units.map(
          (unit) =>
            markup`<tr>
              <th scope="row">
                <a href="${folder}/${encodeURIComponent(unitFile(unit.code))}"
                  >${unit.name} (${unit.code})</a
                >
              </th>
              <td>${patientsIn(unit)}</td>
              <td>${unit.snapshot.beds.length}</td>
              <td>
                ${unit.snapshot.alerts.filter(({ phase }) => phase === "raised").length}
              </td>
            </tr> `,
        )}
      </tbody>
    </table>
    ${
      earlier.length > 0
        ? markup`<h2>Earlier</h2>
            <ul>
              ${earlier.map((each) => markup`<li><a href="${each.folder}/${ALL_UNITS_FILE}">${time.dateAndClock(each.madeAt)}</a></li>`)}
            </ul>`
        : undefined
    }`;
  return selfContainedPage({
    title: `Downtime report, ${time.dateAndClock(madeAt)}`,
    style: STYLE,
    body,
  });
}
