import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import {
  bedOccupation,
  findEmergencyPlace,
  findEmergencyPlaceOfBed,
  type EmergencyPlace,
} from "#db/emergency-places";
import type { LiveSession } from "#db/sessions";
import { allUnits } from "#db/units";
import { BedId, EncounterId } from "#models/shared/ids";
import { LinkButton } from "@/_components/ui/link-button";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { BeginForm } from "./_components/begin-form";
import { FindByBed } from "./_components/find-by-bed";
import { FindByRecord } from "./_components/find-by-record";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Emergency access" };

type Asked = Partial<Record<"encounter" | "bed" | "unit", string | string[]>>;
type Props = Readonly<{ searchParams: Promise<Asked> }>;

export default async function EmergencyAccessPage({ searchParams }: Props) {
  const session = await requirePermission("emergency-access:begin");
  const asked = await searchParams;
  const isChosen = asked.encounter !== undefined || asked.bed !== undefined;

  return (
    <div className={classes.page}>
      <Title order={1}>Emergency access</Title>
      <Text c="dimmed" mt={4} maw="68ch">
        For a patient outside your units whom you must see now. Patients of your own units are on
        your board; they need no emergency access.
      </Text>
      {isChosen ? (
        <Chosen place={await findPlace(session, asked)} session={session} />
      ) : (
        <Find session={session} unitCode={asked.unit} />
      )}
    </div>
  );
}

function findPlace(session: LiveSession, asked: Asked): Promise<EmergencyPlace | undefined> {
  const encounterId = EncounterId.safeParse(asked.encounter);
  const bedId = BedId.safeParse(asked.bed);
  return asActor(session, async (db) => {
    if (encounterId.success) return findEmergencyPlace(db, encounterId.data);
    return bedId.success ? findEmergencyPlaceOfBed(db, bedId.data) : undefined;
  });
}

function Chosen({
  place,
  session,
}: Readonly<{ place: EmergencyPlace | undefined; session: LiveSession }>) {
  if (!place)
    return (
      <Notice text="Nobody is there: the patient has left the hospital, or is in no bed. Without a unit there is nobody in charge to be told.">
        <LinkButton href="/emergency-access">Find a patient</LinkButton>
      </Notice>
    );
  if (session.unitIds.includes(place.unitId))
    return (
      <Notice
        text={`Unnecessary: ${place.unitName} is one of your units. Open the patient as usual.`}
      >
        <LinkButton href={`/patients/${place.encounterId}`}>Open the patient</LinkButton>
      </Notice>
    );
  return <BeginForm place={place} />;
}

const Notice = ({ text, children }: Readonly<{ text: string; children: React.ReactNode }>) => (
  <div className={classes.notice}>
    <Text>{text}</Text>
    {children}
  </div>
);

async function Find({
  session,
  unitCode,
}: Readonly<{ session: LiveSession; unitCode: string | string[] | undefined }>) {
  const { units, unit, beds } = await asActor(session, async (db) => {
    const units = (await allUnits(db)).filter(({ unitId }) => !session.unitIds.includes(unitId));
    const unit = units.find(({ code }) => code === unitCode);
    return { units, unit, beds: unit ? await bedOccupation(db, unit.unitId) : [] };
  });

  return (
    <div className={classes.ways}>
      <FindByRecord ownUnitIds={session.unitIds} />
      <FindByBed units={units} chosen={unit} beds={beds} />
    </div>
  );
}
