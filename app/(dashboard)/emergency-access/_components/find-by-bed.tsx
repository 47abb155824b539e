import { Paper, Text, Title } from "@mantine/core";
import Link from "next/link";
import type { BedOccupation } from "#db/emergency-places";
import type { Unit } from "#db/units";
import classes from "./find.module.css";

interface Props {
  /** Those that are not the person's own. */
  units: readonly Unit[];
  chosen: Unit | undefined;
  beds: readonly BedOccupation[];
}

/** Beds are occupied or free; who lies in one is told to nobody here. */
export function FindByBed({ units, chosen, beds }: Readonly<Props>) {
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="by-bed">
      <Title order={2} size="h4" id="by-bed">
        By unit and bed
      </Title>
      <ul className={classes.units} aria-label="Units">
        {units.map(({ code, name }) => (
          <li key={code}>
            <Link
              href={`/emergency-access?unit=${encodeURIComponent(code)}`}
              className={classes.unit}
              aria-current={code === chosen?.code ? "true" : undefined}
              scroll={false}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {units.length === 0 && <Text size="sm">Every unit of the hospital is one of yours.</Text>}
      {chosen && beds.length === 0 && <Text size="sm">{chosen.name} has no beds.</Text>}
      {chosen && beds.length > 0 && (
        <ul className={classes.beds} aria-label={`Beds of ${chosen.name}`}>
          {beds.map((bed) => (
            <li key={bed.bedId}>
              <Bed bed={bed} />
            </li>
          ))}
        </ul>
      )}
    </Paper>
  );
}

function Bed({ bed: { bedId, label, isOccupied } }: Readonly<{ bed: BedOccupation }>) {
  if (!isOccupied)
    return (
      <span className={classes.bed} data-free="true">
        <strong>{label}</strong> free
      </span>
    );
  return (
    <Link href={`/emergency-access?bed=${bedId}`} className={classes.bed}>
      <strong>{label}</strong> occupied
    </Link>
  );
}
