"use client";

import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core";

interface Props {
  name: string;
  password: string;
  onClose: () => void;
}

/** The only time a password is shown. A click beside the dialog does not lose it. */
export function NewPassword({ name, password, onClose }: Readonly<Props>) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Password for ${name}`}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Text>
        Hand it over in person. It is shown this once; nobody can look it up later. It opens the
        account for 24 hours, and is replaced at the first sign-in by one that its owner chooses.
      </Text>
      <Code block mt="md" fz="lg" ta="center" role="group" aria-label="One-time password">
        {password}
      </Code>
      <Group justify="flex-end" mt="lg">
        <CopyButton value={password}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose} data-autofocus>
          I have passed it on
        </Button>
      </Group>
    </Modal>
  );
}
