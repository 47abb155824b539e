"use client";

import { Kbd, Modal, Table } from "@mantine/core";

const KEYS: readonly (readonly [key: string, does: string])[] = [
  ["j  k", "next and previous bed"],
  ["← ↑ ↓ →", "move between beds"],
  ["Enter", "open the patient"],
  ["a", "acknowledge the bed's alert"],
  [".", "all open alerts: take in hand, hand back, escalate, snooze, resolve, reopen"],
  ["/", "filter by bed or name; Esc leaves"],
  ["s", "next sort order"],
  ["d", "dense or comfortable"],
  ["m", "hide or show names"],
  ["?", "this list"],
];

export function BoardHelp({ isOpen, close }: Readonly<{ isOpen: boolean; close: () => void }>) {
  return (
    <Modal opened={isOpen} onClose={close} title="Keyboard">
      <Table aria-label="Keyboard commands" verticalSpacing={6}>
        <Table.Tbody>
          {KEYS.map(([key, does]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">
                <Kbd>{key}</Kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
