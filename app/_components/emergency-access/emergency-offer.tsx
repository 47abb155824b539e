import { Text } from "@mantine/core";
import type { EncounterId } from "#models/shared/ids";
import { LinkButton } from "../ui/link-button";

/** On the page that refuses a patient of another unit, for those who may open one in an emergency. */
export function EmergencyOffer({ encounterId }: Readonly<{ encounterId: EncounterId }>) {
  return (
    <>
      <Text>
        If you must see this patient now, ask for emergency access: with a reason, for an hour at
        most. The charge nurses of the unit are told at once, and it is reviewed afterwards.
      </Text>
      <LinkButton href={`/emergency-access?encounter=${encounterId}`}>Emergency access</LinkButton>
    </>
  );
}
