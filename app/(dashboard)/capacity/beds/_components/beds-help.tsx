"use client";

import { Kbd, Modal, Table } from "@mantine/core";
import classes from "./beds-help.module.css";

/** Several keys are parted by a space. */
const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["← ↑ ↓ →", "move between beds; Home and End to the first and the last"],
  ["Enter", "open the bed’s menu; while a bed is looked for: choose this one"],
  ["a", "assign the bed to a boarding patient"],
  ["r x", "reserve; cancel the reservation"],
  ["t w", "transfer the patient; swap with another"],
  ["e d", "discharge pending, or no longer; discharge"],
  ["c f", "start cleaning; clean"],
  ["b", "block, or unblock"],
  ["g", "isolation and equipment"],
  ["p", "in the emergency department: ask for a bed, or take that back"],
  ["q", "to the boarding patients; Enter there looks for a bed"],
  ["n", "while a bed is looked for: the next that suits"],
  ["Esc", "cancel"],
  ["/", "find a bed; Esc leaves"],
  ["m", "hide or show names"],
  ["?", "this list"],
];

export function BedsHelp({ isOpen, close }: Readonly<{ isOpen: boolean; close: () => void }>) {
  return (
    <Modal opened={isOpen} onClose={close} title="Keyboard">
      <Table aria-label="Keyboard commands" verticalSpacing={6}>
        <Table.Tbody>
          {KEYS.map(([keys, does]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row" className={classes.keys ?? ""}>
                {keys.split(" ").map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
