"use client";

import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core";

interface Props {
  name: string;
  token: string;
  /** What happens to the one before; undefined when there was none. */
  overlap: string | undefined;
  onClose: () => void;
}

/** The only time a token is shown. A click beside the dialog does not lose it. */
export function NewToken({ name, token, overlap, onClose }: Readonly<Props>) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Token for ${name}`}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Text>
        Enter it at the gateway now. It is shown this once; nobody can look it up later.
        {overlap ? ` ${overlap}` : ""}
      </Text>
      <Code
        block
        mt="md"
        fz="sm"
        role="group"
        aria-label="One-time token"
        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
      >
        {token}
      </Code>
      <Group justify="flex-end" mt="lg">
        <CopyButton value={token}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose} data-autofocus>
          I have entered it
        </Button>
      </Group>
    </Modal>
  );
}
